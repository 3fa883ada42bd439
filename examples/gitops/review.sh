#!/bin/sh
# What a pull request changes, for whoever approves it. It needs the state, and no keys of the cloud. Whatever fails, report.md is written;
# beside it are report.html, lint.sarif and the JSON texts that they are made of. Exit code: the first that is not 0.
failed=0
keep() { [ "$failed" -ne 0 ] || failed=$1; }

# Runs a command, whose output goes to a file.
into() {
  file=$1
  shift
  "$@" > "$file" || keep $?
}

into preview.json pulumi preview --json --show-sames
before=$failed
# What the rules would have answered of the last month, before and after. More than 1,000 new alerts need a look at this line.
into simulation.json npx alicloud-soar simulate --preview preview.json --history history.jsonl.gz --json --fail-on 'new-matches>1000'
# Without a history, which a fork does not get, the report says so, and that is no failure.
[ -f history.jsonl.gz ] || failed=$before
into lint.json npx alicloud-soar lint --preview preview.json --program index.ts --sarif lint.sarif --json
into report.md npx alicloud-soar report --name "$PULUMI_STACK" --preview preview.json --simulation simulation.json --lint lint.json --html report.html
# A preview with --json does not say which policy is violated, and counts as failed where one is: so policies have one of their own.
pulumi preview --diff --show-full-output --policy-pack policy || keep $?
exit "$failed"
