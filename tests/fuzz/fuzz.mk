# make fuzz: every reader, FUZZ_SECONDS each; what is found lies in build/fuzz. Wants clang with its fuzzer runtime
# (Debian: clang libclang-rt-14-dev).
FUZZ_SECONDS ?= 60
FUZZ_CC      ?= clang
FUZZ         := build/fuzz
FUZZ_FLAGS   := -std=c11 -D_XOPEN_SOURCE=700 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
                -DLIAISE_VERSION='"$(VERSION)"' -DLIAISE_LOCALEDIR='""' -Iinclude -Isrc -Itests $(call pkg_cflags,gmime-3.0)

fuzz: $(BUILD)/gen/schema_sql.c ## throw changed input at every reader for a while (clang)
	@mkdir -p $(FUZZ)
	$(Q)for t in $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c)); do \
	    echo "  FUZZ    $$t"; \
	    $(FUZZ_CC) $(FUZZ_FLAGS) -o $(FUZZ)/$$t tests/fuzz/$$t.c $(SRC_base) $(SRC_core) $(BUILD)/gen/schema_sql.c \
	        $(LIBS_core) || exit 1; \
	    mkdir -p $(FUZZ)/$$t.corpus; \
	    (cd $(FUZZ) && ./$$t -max_total_time=$(FUZZ_SECONDS) -max_len=4000 -timeout=20 $$t.corpus \
	        $(CURDIR)/tests/data/import) || exit 1; \
	done
