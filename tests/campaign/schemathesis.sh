#!/usr/bin/env bash
# Tries the HTTP API by its own document, as each kind of caller: no answer is a failure
# of the service, and each is what the document says.
#
#   tests/campaign/schemathesis.sh [EXAMPLES [SEED…]]
#
# EXAMPLES are requests for each operation and phase (default 100), seeds are 1 2 3 unless
# given. Installs schemathesis in an environment of its own, unless SCHEMATHESIS names
# one. Runs target/release/vigie, or the program that VIGIE names, on
# temporary folders. Ends with 1 if any check failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

examples=${1:-100}
seeds=("${@:2}")
[ "${#seeds[@]}" -gt 0 ] || seeds=(1 2 3)
schemathesis=${SCHEMATHESIS:-$PWD/target/campaign-schemathesis/bin/schemathesis}
if [ ! -x "$schemathesis" ] && [ -z "${SCHEMATHESIS:-}" ]; then
  python3 -m venv target/campaign-schemathesis
  target/campaign-schemathesis/bin/pip install -q schemathesis
fi
vigie=$(realpath "${VIGIE:-target/release/vigie}")
config=$PWD/tests/campaign/schemathesis.toml

work=$(mktemp -d)
server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" || true
    server=
  fi
}
trap 'stop; rm -rf "$work"' EXIT
export VIGIE_DATA=$work/data

# A site in which questions, entries and a conversation give every answer something to say.
seed_site() {
  rm -rf "$VIGIE_DATA"
  printf 'id,question,answer,url\na1,Changer mon RIB,Dans votre espace,https://example.org/rib\na2,Résilier,Écrivez\n' >"$work/faq.csv"
  local n
  for n in 0 1 2 3 4 5 6 7 8 9; do
    printf '{"id":"00000000-0000-4000-8000-00000000000%s","kind":"search","at":"2026-03-02T09:00:00Z","client":"c-%s","query":"changer mon rib","total":0}\n' "$n" "$n"
    printf '{"id":"00000000-0000-4000-8000-00000000001%s","kind":"turn","at":"2026-03-02T09:00:00Z","conversation":"v-%s","speaker":"customer","text":"Ma facture"}\n' "$n" "$n"
  done >"$work/events.jsonl"
  "$vigie" import faq "$work/faq.csv" >/dev/null 2>&1
  "$vigie" import events "$work/events.jsonl" >/dev/null 2>&1
}

# Starts the service with these options; sets `url`.
start() {
  : >"$work/out"
  "$vigie" serve --listen 127.0.0.1:0 "$@" >"$work/out" 2>"$work/log" &
  server=$!
  until url=$(sed -n 's/^listening on //p' "$work/out") && [ -n "$url" ]; do
    kill -0 "$server"
  done
}

# One run of one kind of caller, with what it adds to the command.
run() {
  local name=$1 seed=$2
  shift 2
  local summary=passed
  (cd "$work" && "$schemathesis" --config-file "$config" run "$@" --no-color \
    --max-response-time 2 --max-examples "$examples" --seed "$seed" --continue-on-failure) >"$work/report" 2>&1 || summary=FAILED
  local errors
  errors=$(grep -c ' ERROR ' "$work/log" || true)
  printf '%-14s seed %-6s %-7s %s; %s errors in the log\n' "$name" "$seed" "$summary" \
    "$(grep -o '[0-9,]* generated[^"]*' "$work/report" | head -1)" "$errors"
  if [ "$summary" = FAILED ] || [ "$errors" -gt 0 ]; then
    failed=1
    cat "$work/report"
    grep ' ERROR ' "$work/log" | head || true
  fi
}

failed=0
for seed in "${seeds[@]}"; do
  seed_site
  start
  run 'no key' "$seed" "$url/api/openapi.json"
  for scope in ingest read import; do
    key=$("$vigie" key create --scope "$scope")
    # A running service follows within a second.
    sleep 1
    run "$scope key" "$seed" "$url/api/openapi.json" --header "Authorization: Bearer $key"
  done
  stop

  # Nobody is asked for a key: the document is taken without what it says of them.
  start --open
  python3 - "$url" >"$work/open.json" <<'PYTHON'
import json, sys, urllib.request
document = json.load(urllib.request.urlopen(sys.argv[1] + "/api/openapi.json"))
document["security"] = []
for item in document["paths"].values():
    for operation in item.values():
        operation["security"] = []
json.dump(document, sys.stdout)
PYTHON
  run '--open' "$seed" "$work/open.json" --url "$url"
  stop
done
exit "$failed"
