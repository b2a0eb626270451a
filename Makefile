# liaise: make help lists what can be made here. Everything generated lives in build/.

VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
V       ?= 0
BUILD   := build
ifeq ($(SANITIZE),1)
BUILD   := build/sanitize
endif
ifeq ($(COVERAGE),1)
BUILD   := build/coverage
endif

CC         ?= cc
PKG_CONFIG ?= pkg-config
PACKAGES   := build-essential pkg-config libncurses-dev libsqlite3-dev sqlite3 libutf8proc-dev \
              libcsv-dev libjansson-dev libgmime-3.0-dev libical-dev libinih-dev libcmocka-dev libvterm-dev \
              mandoc locales

pkg_cflags = $(shell $(PKG_CONFIG) --cflags $(1) 2>/dev/null)
pkg_libs   = $(shell $(PKG_CONFIG) --libs $(1) 2>/dev/null)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes \
            -Wformat=2 -Wundef -Wno-missing-field-initializers -Werror
OPT      ?= -O2
HARDEN   := -fstack-protector-strong -fPIE -fvisibility=hidden
ifneq ($(SANITIZE),1)
ifneq ($(OPT),-O0)
HARDEN   += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif
else
OPT      := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
endif
ifeq ($(COVERAGE),1)
OPT      := -O0 --coverage
endif
BASE_CFLAGS := -std=c11 -D_XOPEN_SOURCE=700 -g $(OPT) $(WARNINGS) $(HARDEN) \
               -DLIAISE_VERSION='"$(VERSION)"' -DLIAISE_LOCALEDIR='"$(PREFIX)/share/locale"'
LDFLAGS_ALL := $(OPT) -pie -Wl,-z,relro,-z,now $(LDFLAGS)

# What each layer may include (src/README.md): the include paths are the fence.
INC_base := -Iinclude -Isrc/base
INC_core := -Iinclude -Isrc -I$(BUILD)/gen
INC_tui  := -Iinclude -Isrc
INC_cli  := -Iinclude -Isrc
INC_doc  := -Iinclude -Isrc -Isrc/doc
# These two are loaded when a mail or a calendar is read, and not linked: a prompt need not wait for them.
$(BUILD)/src/core/mail_gmime.o: LOADED = $(call pkg_cflags,gmime-3.0)
$(BUILD)/src/core/ical_libical.o: LOADED = $(call pkg_cflags,libical)
# Asked for when they are used: `make deps demo` installs pkg-config itself first.
LIBS_core = $(call pkg_libs,sqlite3 libutf8proc jansson) -lcsv
LIBS_tui  = $(call pkg_libs,ncursesw inih)

SRC_base := $(wildcard src/base/*.c)
SRC_core := $(wildcard src/core/*.c src/core/db/*.c)
SRC_tui  := $(wildcard src/tui/*.c)
SRC_cli  := $(wildcard src/cli/*.c)
SRC_doc  := $(wildcard src/doc/*.c)
SRC_main := $(wildcard src/main.c)
obj = $(patsubst %.c,$(BUILD)/%.o,$(1))
OBJ_lib  := $(call obj,$(SRC_base) $(SRC_core)) $(BUILD)/gen/schema_sql.o
OBJ_tui  := $(call obj,$(SRC_tui))
OBJ_cli  := $(call obj,$(SRC_cli))
OBJ_doc  := $(call obj,$(SRC_doc))
LIB      := $(BUILD)/libliaise.a
BIN      := $(BUILD)/liaise

TESTS_SRC := $(wildcard tests/base/test_*.c tests/core/test_*.c tests/tui/test_*.c tests/cli/test_*.c tests/pty/test_*.c)
TESTS     := $(patsubst tests/%.c,$(BUILD)/tests/%,$(TESTS_SRC))

ifeq ($(V),0)
Q := @
say = @printf '  %-7s %s\n' $(1) $(2)
else
say = @:
endif

.DEFAULT_GOAL := all
# Objects of the tests are kept between runs.
.SECONDARY:
.PHONY: all man deps demo check lint format bench fuzz install uninstall dist clean help FORCE

all: $(BIN) ## build the program: build/liaise

# A changed flag rebuilds. What is to be installed is, before anything is compiled.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
$(BUILD)/flags: | deps
endif
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(BASE_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL)' | cmp -s - $@ || \
	    echo '$(CC) $(BASE_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL)' > $@

layer = $(word 2,$(subst /, ,$(1)))
compile = $(call say,CC,$<)
define COMPILE_LAYER
$(BUILD)/src/$(1)/%.o: src/$(1)/%.c $(BUILD)/flags | $(BUILD)/gen/schema_sql.c
	@mkdir -p $$(@D)
	$$(call say,CC,$$<)
	$$(Q)$$(CC) $$(BASE_CFLAGS) $$(INC_$(1)) $$(LOADED) $$(CFLAGS) -MMD -MP -c -o $$@ $$<
endef
$(foreach l,base core tui cli doc,$(eval $(call COMPILE_LAYER,$(l))))

$(BUILD)/src/main.o: src/main.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(BASE_CFLAGS) -Iinclude -Isrc $(CFLAGS) -MMD -MP -c -o $@ $<

# schema.sql is embedded into the library as a string.
$(BUILD)/gen/schema_sql.c: schema.sql
	@mkdir -p $(@D)
	@{ echo 'extern const char lia_schema_sql[];'; echo 'const char lia_schema_sql[] ='; \
	   sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/    "/' -e 's/$$/\\n"/' $<; echo '    ;'; } > $@
$(BUILD)/gen/schema_sql.o: $(BUILD)/gen/schema_sql.c $(BUILD)/flags
	$(Q)$(CC) $(filter-out -Wpedantic,$(BASE_CFLAGS)) -Wno-overlength-strings $(CFLAGS) -c -o $@ $<

$(LIB): $(OBJ_lib)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BIN): $(call obj,$(SRC_main)) $(OBJ_tui) $(OBJ_cli) $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) -o $@ $(call obj,$(SRC_main)) $(OBJ_tui) $(OBJ_cli) $(LIB) $(LDFLAGS_ALL) $(LIBS_tui) $(LIBS_core)

# The manual pages: templates, filled with what the tables of the program say.
MAN := $(patsubst src/man/%.in,$(BUILD)/man/%,$(wildcard src/man/*.in))
$(BUILD)/docgen: $(OBJ_doc) $(OBJ_cli) $(filter %/command.o %/keymap.o %/key.o,$(OBJ_tui)) $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) -o $@ $^ $(LDFLAGS_ALL) $(LIBS_core)
$(BUILD)/man/%: src/man/%.in $(BUILD)/docgen
	@mkdir -p $(@D)
	$(call say,MAN,$@)
	$(Q)$(BUILD)/docgen $< > $@.new && mv $@.new $@
man: $(MAN) ## the manual pages: build/man

-include $(wildcard $(addprefix $(BUILD)/,src/*.d src/*/*.d src/*/*/*.d tests/*.d tests/*/*.d))

# --- tests -------------------------------------------------------------------------------------
# base and core tests link the library only; tui tests link everything but the curses
# back end and what opens it.
TEST_INC := -Iinclude -Isrc -Isrc/base -Itests -I$(BUILD)/gen
LINK_base := $(LIB)
LINK_core := $(LIB)
LINK_tui  := $(call obj,$(filter-out tests/tui/test_%.c,$(wildcard tests/tui/*.c))) \
             $(filter-out $(BUILD)/src/tui/term_curses.o $(BUILD)/src/tui/tui.o,$(OBJ_tui)) $(LIB)
OBJ_run   := $(call obj,$(filter-out tests/cli/test_%,$(wildcard tests/cli/*.c)))
LINK_cli  := $(OBJ_run) $(OBJ_cli) $(LIB)
OBJ_pty   := $(call obj,$(filter-out tests/pty/test_%,$(wildcard tests/pty/*.c)))
LINK_pty  := $(OBJ_pty) $(OBJ_run) $(LIB)
LIBS_pty  = $(call pkg_libs,vterm)
layer_of = $(firstword $(subst /, ,$(1)))
HELP_SRC := $(wildcard tests/*.c)
HELP_OBJ := $(call obj,$(HELP_SRC))
$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASE_CFLAGS) $(TEST_INC) $(CFLAGS) -MMD -MP -c -o $@ $<
.SECONDEXPANSION:
$(BUILD)/tests/%: tests/%.c $(BUILD)/flags $(HELP_OBJ) $$(LINK_$$(call layer_of,$$*))
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(BASE_CFLAGS) $(TEST_INC) $(CFLAGS) -MMD -MP -o $@ $< $(HELP_OBJ) \
	    $(LINK_$(call layer_of,$*)) $(LDFLAGS_ALL) $(LIBS_$(call layer_of,$*)) \
	    $(LIBS_core) $(call pkg_libs,cmocka)

check: $(BIN) $(TESTS) $(MAN) ## run all tests
	$(Q)BUILD=$(BUILD) sh tests/run.sh $(TESTS)

$(BUILD)/tests.%: ; @:
test-%: $(BIN) ## run the tests of one folder: make test-core
	$(Q)$(MAKE) --no-print-directory $(filter $(BUILD)/tests/$*/%,$(TESTS))
	$(Q)BUILD=$(BUILD) sh tests/run.sh $(filter $(BUILD)/tests/$*/%,$(TESTS))

# --- habits ------------------------------------------------------------------------------------
demo: $(BIN) ## open the example book; without a terminal, print its lists
	$(Q)sh tests/demo.sh $(BIN)

lint: man ## headers compile alone, layers are kept, symbols are those of the public headers
	$(Q)CC='$(CC)' BUILD=$(BUILD) CFLAGS_BASE='$(BASE_CFLAGS)' sh tests/lint.sh

-include tests/bench/bench.mk
-include tests/fuzz/fuzz.mk

install: $(BIN) man ## install program and library (DESTDIR, PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/include/liaise \
	    $(DESTDIR)$(PREFIX)/share/doc/liaise
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/liaise
	install -m 644 $(LIB) $(DESTDIR)$(PREFIX)/lib/libliaise.a
	install -m 644 include/liaise/*.h $(DESTDIR)$(PREFIX)/include/liaise/
	for m in $(MAN); do s=$${m##*.}; \
	    install -D -m 644 $$m $(DESTDIR)$(PREFIX)/share/man/man$$s/$${m##*/} || exit 1; done
	install -D -m 644 src/completion/liaise.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/liaise
	install -D -m 644 src/completion/_liaise $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_liaise
	install -D -m 644 src/completion/liaise.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/liaise.fish
	install -m 644 README.md LICENSE $(DESTDIR)$(PREFIX)/share/doc/liaise/

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/liaise $(DESTDIR)$(PREFIX)/lib/libliaise.a
	for m in $(MAN); do rm -f $(DESTDIR)$(PREFIX)/share/man/man$${m##*.}/$${m##*/}; done
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/liaise $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_liaise \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/liaise.fish
	rm -rf $(DESTDIR)$(PREFIX)/include/liaise $(DESTDIR)$(PREFIX)/share/doc/liaise

dist: ## a source archive in build/
	@mkdir -p build
	git archive --prefix=liaise-$(VERSION)/ -o build/liaise-$(VERSION).tar.gz HEAD

deps: ## install the packages that build and tests need (Debian, with sudo unless root)
	$(Q)sh tests/deps.sh $(PACKAGES)

format: ## let clang-format decide
	$(Q)clang-format -i $$(git ls-files '*.c' '*.h')

clean: ## remove everything generated
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  %-12s %s\n", $$1, $$2}'
	@echo '  variables    SANITIZE=1 COVERAGE=1 V=1 DESTDIR= PREFIX='
