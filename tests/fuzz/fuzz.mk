# make fuzz: each fuzz_NAME.c here is a target; FUZZ_SECONDS each, two at a time. Seeds lie in seeds/NAME, what is found
# in build/fuzz. FUZZ_ONLY="csv json" runs these. Wants clang with its fuzzer runtime: make deps-fuzz.
FUZZ_SECONDS  ?= 60
FUZZ_JOBS     ?= 2
FUZZ_ONLY     ?= $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_CC       ?= clang
FUZZ_PACKAGES := clang libclang-rt-14-dev
FUZZ          := build/fuzz
FUZZ_FLAGS    := -std=c11 -D_XOPEN_SOURCE=700 -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
                 -DLIAISE_VERSION='"$(VERSION)"' -DLIAISE_LOCALEDIR='""' -Iinclude -Isrc -Isrc/base -Itests
FUZZ_OBJ      := $(patsubst %.c,$(FUZZ)/%.o,$(SRC_base) $(SRC_core)) $(FUZZ)/schema_sql.o
FUZZ_BIN      := $(patsubst %,$(FUZZ)/fuzz_%,$(FUZZ_ONLY))

.PHONY: deps-fuzz
deps-fuzz: ## install what make fuzz needs beyond deps (Debian)
	$(Q)sh tests/deps.sh $(FUZZ_PACKAGES)

# The library is compiled once for all of them.
$(FUZZ)/src/core/mail_gmime.o $(FUZZ)/src/core/ical_libical.o: LOADED = $(call pkg_cflags,gmime-3.0 libical)
$(FUZZ)/src/%.o: src/%.c $(BUILD)/gen/schema_sql.c
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link $(LOADED) -MMD -MP -c -o $@ $<
$(FUZZ)/schema_sql.o: $(BUILD)/gen/schema_sql.c
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_FLAGS) -c -o $@ $<
$(FUZZ)/libliaise.a: $(FUZZ_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^
$(FUZZ)/fuzz_%: tests/fuzz/fuzz_%.c $(wildcard tests/fuzz/*.h) $(FUZZ)/libliaise.a
	$(call say,FUZZ,$<)
	$(Q)$(FUZZ_CC) $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $< $(FUZZ)/libliaise.a $(LIBS_core)

fuzz: $(FUZZ_BIN) ## throw changed input at every reader for a while (clang)
	$(Q)FUZZ=$(FUZZ) sh tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ_JOBS) $(FUZZ_ONLY)

-include $(wildcard $(FUZZ)/src/*/*.d $(FUZZ)/src/*/*/*.d)
