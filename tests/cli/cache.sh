#!/bin/sh
# The cache of results: a warm run prints what a cold one does, whatever has changed in between.
. tests/tap.sh
export XDG_CACHE_HOME="$T/home"
kept=$XDG_CACHE_HOME/baguan
formats=$("$BAGUAN" --lang en check --format nope . 2>&1 | sed -n 's/.*there are: //p')
rules=$T/rules meeting=$T/meeting
cp -r tests/golden/waivers/rules "$rules"
cp -r tests/golden/waivers/input "$meeting"

entries() { find "$XDG_CACHE_HOME" -name '*.result' | wc -l; }
mkdir "$XDG_CACHE_HOME"

# WHAT NEW ARGUMENT…: without the cache, then twice with it, all that comes out is the same; and of
# entries there are NEW more.
same() {
	what=$1 new=$2 before=$(entries)
	shift 2
	for run in cold first warm; do
		set -- "$@" # the arguments as they are
		outputs=
		[ $run != cold ] || outputs=--no-cache
		for f in $formats; do
			outputs="$outputs --output $f=$T/$run.$f"
		done
		# shellcheck disable=SC2086 # words
		baguan check $outputs "$@"
		cp "$T/out" "$T/$run.out"
		cp "$T/err" "$T/$run.err"
		echo "$status" >"$T/$run.status"
	done
	for f in $formats out err status; do
		cmp "$T/cold.$f" "$T/first.$f"
		cmp "$T/cold.$f" "$T/warm.$f"
	done >"$T/bad" 2>&1
	none "$what: a warm run prints what a cold one does" "$T/bad"
	echo "$(($(entries) - before))" | grep -vx "$new" >"$T/bad"
	none "$what: $new new entries" "$T/bad"
}
desk() {
	what=$1 new=$2
	shift 2
	same "$what" "$new" --rules "$rules" --today 2022-02-20 "$@" "$meeting"
}
# The FILE with FROM for TO.
change() {
	sed "s/$2/$3/" "$1" >"$T/changed"
	cmp -s "$1" "$T/changed" && not_ok "$1 can be changed"
	cat "$T/changed" >"$1"
}

[ -n "$formats" ] && ok 'there are formats' || not_ok 'there are formats'
desk 'the first run' 1
desk 'a run as before' 0
change "$meeting/值班一.md" 力争 争取
desk 'a word of a material' 1
change "$meeting/值班一.md" 争取 力争
desk 'the word as it was' 0
printf ' ' >>"$meeting/值班二.md"
desk 'a blank in a material' 1
change "$meeting/meeting.yaml" 赵三 赵四
desk 'a word of meeting.yaml' 1
change "$meeting/waivers.yaml" 请假一周 请假
desk 'a word of waivers.yaml' 1
cp "$meeting/waivers.yaml" "$T/given.yaml"
desk 'another file of waivers' 1 --waivers "$T/given.yaml"
change "$T/given.yaml" 请假 出差
desk 'a word of that file' 1 --waivers "$T/given.yaml"
baguan baseline write --rules "$rules" --today 2022-02-20 "$meeting"
desk 'a baseline' 1
change "$meeting/baseline.yaml" '^reason: .*' 'reason: 旧账'
desk 'its reason' 1
mv "$meeting/baseline.yaml" "$T/known.yaml"
desk 'no baseline any more' 0
desk 'one that lies elsewhere' 1 --baseline "$T/known.yaml"
printf 'expires: 2022-03-01\n' >>"$T/known.yaml"
desk 'one that ends' 1 --baseline "$T/known.yaml"
same 'after its end' 0 --rules "$rules" --today 2022-03-02 --baseline "$T/known.yaml" "$meeting"
printf '夜班一切正常，8点交班。\n' >"$meeting/值班三.md"
desk 'a new material' 1
mv "$meeting/值班三.md" "$meeting/值班四.md"
desk 'another name' 1
rm "$meeting/值班四.md"
desk 'a material that has gone' 0
change "$rules/desk/pack.yaml" 写的是打算 写的不是做完的事
desk 'a word of a rule' 1
printf 'pack: other\n' >"$rules/other.yaml"
desk 'what is no part of any pack' 0
desk 'a rule' 1 --rule log.promise
desk 'a rule left out' 1 --exclude-rule log.promise
desk 'a kind' 1 --kind log
desk 'each file alone' 1 --alone
desk 'a list of the files' 1 --list-files
desk 'another level' 0 --level error
desk 'another level' 0 --level info
desk 'quiet' 0 --quiet
desk 'verdicts' 0 --verdicts=all
same 'a day later: waivers end' 0 --rules "$rules" --today 2022-02-21 "$meeting"
same 'the day before' 0 --rules "$rules" --today 2022-02-20 "$meeting"
same 'one file of it' 1 --rules "$rules" --today 2022-02-20 "$meeting/值班一.md"
cp "$meeting/值班二.md" "$T/plain.md"
printf '\n9点，力争办好。<!-- baguan: allow log.promise 理由：单子已附后 到期：2022-03-01 -->\n' >>"$meeting/值班二.md"
desk 'an exception in a material' 1
same 'a day after its end' 0 --rules "$rules" --today 2022-03-02 "$meeting"
desk 'and before' 0
cp "$T/plain.md" "$meeting/值班二.md"
same 'the same by another name' 1 --rules "$rules" --today 2022-02-20 "$meeting/../meeting"
cp -r "$meeting" "$T/second"
same 'two meetings, one of them known' 1 --rules "$rules" --today 2022-02-20 "$meeting" "$T/second"
printf 'rules: {log.promise: warning}\n' >>"$T/second/meeting.yaml"
same 'two meetings with other levels' 1 --rules "$rules" --today 2022-02-20 "$meeting" "$T/second"
printf 'nonsense: 1\n' >>"$meeting/meeting.yaml"
desk 'a broken meeting.yaml' 0
change "$meeting/meeting.yaml" '^nonsense: 1$' ''
cp "$rules/desk/pack.yaml" "$T/pack.yaml"
printf 'nonsense: 1\n' >>"$rules/desk/pack.yaml"
desk 'a broken pack' 0
cp "$T/pack.yaml" "$rules/desk/pack.yaml"

# A pack with params and learned weights.
one=$T/one
mkdir "$one"
cp fixtures/meetings/qingshi-good/14相互批评意见.docx "$one"
cp -r rules "$T/packs"
same 'a pack on a base' 1 --rules "$T/packs" "$one"
same 'a param' 1 --rules "$T/packs" --param report_days=3 "$one"
same 'another pack' 1 --rules "$T/packs" --pack niandu-2025 "$one"
printf '\n' >>"$T/packs/minzhu/opinion-class.tsv"
same 'the weights of its base' 1 --rules "$T/packs" "$one"
printf '\n' >>"$T/packs/minzhu/roles.yaml"
same 'a rule file of its base' 1 --rules "$T/packs" "$one"
mkdir "$T/elsewhere"
mv "$T/packs/minzhu" "$T/elsewhere"
ln -s "$T/elsewhere/minzhu" "$T/packs/minzhu"
same 'a base that lies elsewhere is not known' 0 --rules "$T/packs" "$one"

# What makes no difference, and what is not for the cache.
desk 'before' 1
before=$(entries)
for lang in zh en; do
	"$BAGUAN" --lang $lang check --rules "$rules" --today 2022-02-20 "$meeting" >"$T/warm.$lang" 2>&1
	"$BAGUAN" --lang $lang check --no-cache --rules "$rules" --today 2022-02-20 "$meeting" 2>&1 |
		diff - "$T/warm.$lang" >"$T/diff"
	none "the words are those of --lang $lang" "$T/diff"
done
baguan check --facts "$T/facts" --rules "$rules" "$meeting"
[ -s "$T/facts" ] && ok 'facts come of a meeting that is known' || not_ok 'facts come of a meeting that is known'
baguan explain --rules "$rules" log.promise "$meeting/值班一.md:1"
says 'explain looks itself' 'log\.promise' "$T/out"
echo $(($(entries) - before)) | grep -vx 0 >"$T/bad"
none 'none of them makes an entry' "$T/bad"

# Another build of the program.
mkdir "$T/bin"
objcopy --dump-section ".note.gnu.build-id=$T/id" "$BAGUAN" "$T/bin/baguan"
{ head -c -1 "$T/id"; printf x; } >"$T/other-id"
objcopy --update-section ".note.gnu.build-id=$T/other-id" "$BAGUAN" "$T/bin/baguan"
before=$(entries)
"$T/bin/baguan" check --rules "$rules" --today 2022-02-20 "$meeting" >"$T/out" 2>&1
echo $(($(entries) - before)) | grep -vx 1 >"$T/bad"
none 'another build trusts its own entries only' "$T/bad"

# The folder.
stat -c %a "$kept" | grep -vx 700 >"$T/bad"
none 'the folder is for its owner' "$T/bad"
old=$kept/$(printf '%064d' 0).result
truncate -s 600M "$old" "$kept/other.result"
touch -d 2000-01-01 "$old" "$kept/other.result"
before=$(entries)
desk 'a full folder' 0 --rule log.clock --exclude-rule log.promise
[ ! -e "$old" ] && ok 'the oldest entry goes' || not_ok 'the oldest entry goes'
[ -e "$kept/other.result" ] && ok 'what is no entry stays' || not_ok 'what is no entry stays'
desk 'the others stay' 0
(
	unset XDG_CACHE_HOME
	HOME=$T/person "$BAGUAN" check --rules "$rules" "$meeting" >"$T/out" 2>&1
	XDG_CACHE_HOME=relative HOME=$T/friend "$BAGUAN" check --rules "$rules" "$meeting" >"$T/out" 2>&1
	HOME=$T/third "$BAGUAN" check --no-cache --rules "$rules" "$meeting" >"$T/out" 2>&1
	HOME=relative "$BAGUAN" check --rules "$rules" "$meeting" >"$T/out" 2>&1
)
for home in person friend; do
	find "$T/$home/.cache/baguan" -name '*.result' | grep -c . | grep -vx 1 >"$T/bad"
	none "without XDG_CACHE_HOME it is ~/.cache: $home" "$T/bad"
done
[ ! -e "$T/third" ] && [ ! -e relative ] && ok '--no-cache keeps nothing' || not_ok '--no-cache keeps nothing'
