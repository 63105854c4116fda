# baguan: one Makefile.  Everything it makes goes to build/.
#
#   make            the program build/baguan, its library, the packs' translations
#   make demo       installs what is missing, builds, checks the sample meeting
#   make test       everything that must hold; ends with "N passed, N failed"
#   make test PARTS="law golden"   only the tests with these words in their names
#   make bless      rewrites the expected output of the golden tests
#   make SAN=1 ...  the same with address and undefined-behaviour sanitizers
#   make fixtures   makes the sample meetings again from their sources (LibreOffice)
#   make mutate     breaks the good sample meeting in 630 ways and counts what the rules find (Python)
#   make bench      measures matching against a plain loop of PCRE2 calls, phrases as text grows
#   make office     LibreOffice and openpyxl open the reports and the annotated copies (both must be there)
#   make bench-page measures the page of 1,000 meetings: how large it is, how long Chromium takes to open it
#   make fuzz       fuzzes the readers and the rule loader (clang, libFuzzer)
#   make install    program, library, header, pkg-config, man page, packs (PREFIX, DESTDIR)
#   make uninstall  takes them away again
#   make deps       installs what is missing, on Debian, or names it
#   make format     lays out the sources with clang-format
#
# A new source file needs no line here: a folder's *.c are compiled, a test is
# tests/unit/test_*.c, a reader or check kind is listed in its folder's list.
# The program is always $(BUILD)/baguan: the last one made, with sanitizers or without.

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
O := $(BUILD)/obj$(if $(SAN),-san)
CC ?= gcc
PKGS := yaml-0.1 libpcre2-8 libcjson libzip expat md4c libutf8proc sqlite3

WARN := -Wno-unknown-warning-option -Wno-format-truncation -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wwrite-strings -Werror
CFLAGS ?= -O3 -g
ALL_CFLAGS = -std=c17 -D_XOPEN_SOURCE=700 -fPIC -fno-semantic-interposition $(WARN) $(CFLAGS) $(SANFLAGS) -MMD -MP \
	-Iinclude $(addprefix -Isrc/,$(STAGES)) $(shell pkg-config --cflags $(PKGS))
# By its id the cache tells one build from another.
ALL_LIBS = $(shell pkg-config --libs $(PKGS)) -lm -Wl,--build-id
comma := ,
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)

STAGES := base model read annotate match rule check judge report app
SOURCES := $(foreach s,$(STAGES),$(wildcard src/$(s)/*.c))
OBJECTS := $(patsubst src/%.c,$(O)/%.o,$(SOURCES))
# The program's own: all else is the library.
PROGRAM := $(patsubst src/%.c,$(O)/%.o,src/app/main.c $(wildcard src/app/cmd_*.c))
LIBRARY := $(O)/libbaguan.a
TESTS := $(patsubst tests/unit/%.c,$(O)/unit/%,$(wildcard tests/unit/test_*.c))
BENCHES := $(patsubst tests/%.c,$(O)/%,$(wildcard tests/bench/bench_*.c))
FUZZERS := $(patsubst tests/%.c,$(O)/%,$(wildcard tests/fuzz/fuzz_*.c))
CATALOGUE := $(BUILD)/locale/zh_CN/LC_MESSAGES/baguan.mo
FUZZ_MAIN := tests/fuzz/replay.c

.DELETE_ON_ERROR:
.PHONY: all FORCE
all: $(BUILD)/baguan $(CATALOGUE)

# ---- program and library --------------------------------------------------------------------

# What the build needs is asked for once; `make demo` and `make test` install it before they come here.
$(BUILD)/deps: .ci/deps
	@mkdir -p $(@D)
	@CC='$(CC)' .ci/deps check build
	@touch $@

# Another compiler or other flags make everything again.
$(O)/flags: FORCE | $(BUILD)/deps
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS)' >$@

$(O)/%.o: src/%.c $(O)/flags
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(ALL_CFLAGS) -c -o $@ $<

# What the reviewer's page carries, as lines of C.
$(O)/report/page_%.inc: src/report/page.%
	@mkdir -p $(@D)
	@{ echo 'static const char *const page_$*[] = {'; \
		sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n",/' $<; echo 'NULL};'; } >$@
$(O)/report/report_html.o: $(O)/report/page_css.inc $(O)/report/page_js.inc
$(O)/report/report_html.o: ALL_CFLAGS += -I$(O)/report

$(LIBRARY): $(filter-out $(PROGRAM),$(OBJECTS))
	@rm -f $@
	@ar rcs $@ $^

$(O)/baguan: $(PROGRAM) $(LIBRARY)
	@$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(BUILD)/baguan: $(O)/baguan FORCE
	@cmp -s $< $@ || cp --remove-destination $< $@

$(BUILD)/locale/%/LC_MESSAGES/baguan.mo: src/app/po/%.po | $(BUILD)/deps
	@mkdir -p $(@D)
	@msgfmt --check -o $@ $<

# The interface's words: po-check fails on one without a translation or without a use, po takes new ones over.
XGETTEXT := xgettext --from-code=UTF-8 -L C -k -k_ -kN_ -k_n:1,2 -kdecide:3 -kby_patterns:4 -kread_fail:3 \
	-kcomplain:5 -krefuse:3 -kcomplain_words:4 -kbad:2
$(BUILD)/baguan.pot: $(SOURCES)
	@$(XGETTEXT) --no-location -o $@ $(SOURCES)
.PHONY: po po-check
po-check: $(BUILD)/baguan.pot
	@! msgcmp src/app/po/zh_CN.po $< 2>&1 | grep .
po: $(BUILD)/baguan.pot
	msgmerge --update --backup=none --no-fuzzy-matching src/app/po/zh_CN.po $<

# ---- tests --------------------------------------------------------------------------------------

$(O)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(ALL_CFLAGS) -o $@ $< $(LIBRARY) $(ALL_LIBS) -lcmocka

$(O)/bench/%: tests/bench/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(ALL_CFLAGS) -o $@ $< $(LIBRARY) $(ALL_LIBS)

# Without a fuzzer, a fuzz target is a program that replays the corpus.
$(O)/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(FUZZ_MAIN) $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(ALL_CFLAGS) $(FUZZFLAGS) -o $@ $< $(FUZZ_MAIN) $(LIBRARY) $(ALL_LIBS)

# As many jobs as there are processors, unless someone said how many.
JOBS = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc))
TEST_ENV = BAGUAN=$(BUILD)/baguan BUILD=$(BUILD) O=$(O) CC='$(CC)' SAN='$(SAN)' \
	CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' TEST_CFLAGS='$(filter-out -MMD -MP,$(ALL_CFLAGS))'
.PHONY: deps test test-programs bless unit bench fuzz fuzz-run demo
deps:
	@CC='$(CC)' .ci/deps install test
test: deps
	@$(MAKE) --no-print-directory $(JOBS) all test-programs
	@$(TEST_ENV) tests/run.sh $(PARTS)
test-programs: $(TESTS) $(FUZZERS) $(BENCHES) $(BUILD)/baguan.pot
bless: all
	@$(TEST_ENV) tests/golden/golden.sh bless
# make mutate [KINDS="talk theme"]: only kinds of mutation with these words in their names; KINDS=-v shows what found each.
# Not part of `make test`: it takes a minute or two, and needs Python (its standard library only).
.PHONY: mutate
mutate: all
	@BAGUAN=$(BUILD)/baguan BAGUAN_RULES=rules XDG_CACHE_HOME=/dev/null python3 -B tests/mutate/mutate.py $(KINDS)
unit: $(TESTS)
	@set -e; for t in $(TESTS); do $$t; done
bench: $(BENCHES)
	@set -e; for b in $(BENCHES); do $$b; done
.PHONY: bench-page
bench-page: all
	@$(TEST_ENV) BAGUAN_RULES=rules tests/bench/page.sh

.PHONY: office
office: all
	@$(TEST_ENV) BAGUAN_RULES=rules tests/office/open.sh

# make fuzz [FUZZERS=…/fuzz_read] [FUZZ_SECONDS=600]: what a fuzzer finds is left in $(BUILD)/fuzz.
FUZZ_SECONDS ?= 60
fuzz:
	@$(MAKE) --no-print-directory $(JOBS) CC=clang SAN=1 O=$(BUILD)/obj-fuzz FUZZ_MAIN= \
		FUZZFLAGS=-fsanitize=fuzzer CFLAGS='-O1 -g -fsanitize=fuzzer-no-link' fuzz-run
fuzz-run: $(FUZZERS)
	@set -e; for f in $(FUZZERS); do n=$${f##*/fuzz_}; mkdir -p $(BUILD)/fuzz/$$n; \
		echo "  FUZZ $$n, $(FUZZ_SECONDS) s"; \
		$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 -verbosity=0 -print_funcs=0 -print_final_stats=1 \
		-artifact_prefix=$(BUILD)/fuzz/$$n- $(BUILD)/fuzz/$$n tests/fuzz/corpus/$$n; done

# ---- the sample meeting ------------------------------------------------------------------------------

SAMPLE := fixtures/meetings/qingshi-draft
demo:
	@CC='$(CC)' .ci/deps install build
	@$(MAKE) --no-print-directory $(JOBS) all
	@mkdir -p $(BUILD)/demo
	@$(BUILD)/baguan --lang zh check --output html=$(BUILD)/demo/report.html \
		--output json=$(BUILD)/demo/report.json $(SAMPLE) >$(BUILD)/demo/report.txt; [ $$? -le 1 ]
	@head -n 40 $(BUILD)/demo/report.txt
	@echo '……'
	@echo
	@tail -n 12 $(BUILD)/demo/report.txt
	@echo
	@echo '完整报告：$(BUILD)/demo/report.html（用浏览器打开；文本：report.txt，给程序：report.json）'
	@echo '再来一次：$(BUILD)/baguan --lang zh check $(SAMPLE)'

# ---- installation ------------------------------------------------------------------------------------

BIN = $(DESTDIR)$(PREFIX)/bin
LIB = $(DESTDIR)$(PREFIX)/lib
SHARE = $(DESTDIR)$(PREFIX)/share
SONAME := libbaguan.so.0
SHARED := $(O)/libbaguan.so.$(VERSION)
STATIC := $(O)/public/libbaguan.a

# Both give away the names of baguan.h and no others.
$(SHARED): $(filter-out $(PROGRAM),$(OBJECTS))
	@echo '{ global: bg_*; local: *; };' >$@.map
	@$(CC) $(SANFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=$@.map -o $@ $^ $(ALL_LIBS)

$(STATIC): $(filter-out $(PROGRAM),$(OBJECTS))
	@mkdir -p $(@D)
	@ld -r -o $(@D)/baguan.o $^
	@objcopy --wildcard --keep-global-symbol='bg_*' $(@D)/baguan.o
	@rm -f $@
	@ar rcs $@ $(@D)/baguan.o

define PC
prefix=$(PREFIX)
libdir=$${prefix}/lib
includedir=$${prefix}/include
rulesdir=$${prefix}/share/baguan/rules

Name: baguan
Description: checks the materials of meetings against rule packs
Version: $(VERSION)
Requires.private: $(PKGS)
Libs: -L$${libdir} -lbaguan
Libs.private: -lm
Cflags: -I$${includedir}
endef

.PHONY: install uninstall
install: all $(SHARED) $(STATIC)
	@install -d $(BIN) $(LIB)/pkgconfig $(DESTDIR)$(PREFIX)/include $(SHARE)/man/man1
	@install -m 755 $(O)/baguan $(BIN)/baguan
	@install -m 644 $(STATIC) $(LIB)/libbaguan.a
	@install -m 644 $(SHARED) $(LIB)/libbaguan.so.$(VERSION)
	@ln -sf libbaguan.so.$(VERSION) $(LIB)/$(SONAME)
	@ln -sf $(SONAME) $(LIB)/libbaguan.so
	@install -m 644 include/baguan.h $(DESTDIR)$(PREFIX)/include/baguan.h
	$(file >$(O)/baguan.pc,$(PC))
	@install -m 644 $(O)/baguan.pc $(LIB)/pkgconfig/baguan.pc
	@install -m 644 docs/man/baguan.1 $(SHARE)/man/man1/baguan.1
	@cd rules && find . -type f -exec install -D -m 644 {} $(abspath $(SHARE))/baguan/rules/{} \;
	@install -d $(SHARE)/baguan/docs/schema
	@install -m 644 docs/schema/*.json $(SHARE)/baguan/docs/schema
	@cd $(BUILD)/locale && find . -name '*.mo' -exec install -D -m 644 {} $(abspath $(SHARE))/locale/{} \;

uninstall:
	@rm -f $(BIN)/baguan $(LIB)/libbaguan.a $(LIB)/libbaguan.so $(LIB)/$(SONAME) \
		$(LIB)/libbaguan.so.$(VERSION) $(LIB)/pkgconfig/baguan.pc \
		$(DESTDIR)$(PREFIX)/include/baguan.h $(SHARE)/man/man1/baguan.1 \
		$(SHARE)/locale/*/LC_MESSAGES/baguan.mo
	@rm -rf $(SHARE)/baguan

# ---- housekeeping ---------------------------------------------------------------------------------------

.PHONY: fixtures format clean
fixtures:
	python3 fixtures/sources/make_fixtures.py
	fixtures/sources/documents/make.sh
format:
	clang-format -i $(wildcard src/*/*.[ch] include/*.h tests/*.h tests/*/*.[ch])
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# The learned weights of the pack's classifiers, again from the labelled passages.  The passages of
# fixtures/corpus/held-out.tsv are never learned from: tests measure on them.
.PHONY: weights
weights: $(BUILD)/baguan
	$(BUILD)/baguan rules train opinion-class fixtures/corpus/train/*.tsv --rules rules --pack minzhu
	$(BUILD)/baguan rules train problem-class fixtures/corpus/train/*.tsv --rules rules --pack minzhu
	$(BUILD)/baguan rules train measure-class fixtures/corpus/train/*.tsv --rules rules --pack minzhu
