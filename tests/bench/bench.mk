# make bench: how fast liaise is, each figure beside its floor: the sqlite3 shell, or the bare statements on the
# same tables. The best of BENCH_ROUNDS counts; the books are made once, in $(BUILD)/bench.
BENCH_ROUNDS   ?= 3
BENCH_CONTACTS ?= 1000000
BENCH_ENTRIES  ?= 1000000

BENCH     := $(BUILD)/bench
bench_obj  = $(patsubst %,$(BENCH)/%.o,$(1))

bench: $(BIN) $(addprefix $(BENCH)/,generate floor core screen shell) ## how fast it is, each figure beside its floor
	$(Q)sh tests/bench/run.sh $(BENCH) $(BIN) $(BENCH_ROUNDS) $(BENCH_CONTACTS) $(BENCH_ENTRIES)

$(BENCH)/%.o: tests/bench/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(BASE_CFLAGS) -Iinclude -Isrc -Itests/bench $(CFLAGS) -MMD -MP -c -o $@ $<
-include $(wildcard $(BENCH)/*.d)

# floor, screen and shell know nothing of the library.
$(BENCH)/generate: $(call bench_obj,generate people fill books bench) $(LIB)
$(BENCH)/core: $(call bench_obj,core books people bench) $(LIB)
$(BENCH)/floor: $(call bench_obj,floor bench)
$(BENCH)/screen: $(call bench_obj,screen bench)
$(BENCH)/shell: $(call bench_obj,shell bench)
$(BENCH)/generate $(BENCH)/core: BENCH_LIBS = $(LIBS_core)
$(BENCH)/floor: BENCH_LIBS = $(call pkg_libs,sqlite3)
$(addprefix $(BENCH)/,generate core floor screen):
	$(call say,LD,$@)
	$(Q)$(CC) -o $@ $^ $(LDFLAGS_ALL) $(BENCH_LIBS)
