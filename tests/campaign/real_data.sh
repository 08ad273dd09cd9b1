#!/usr/bin/env bash
# Shows the main job on real, public data, command by command with what it prints.
#
#   tests/campaign/real_data.sh [DATA]
#
# DATA is the folder of the data sets, from the project's root (default:
# ../shared/data); when it is absent, that is said and nothing done. Runs
# target/release/vigie, or the program that VIGIE names, on temporary folders.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

data=${1:-../shared/data}
vigie=${VIGIE:-target/release/vigie}

if [ ! -d "$data" ]; then
  echo "real data: the folder $data is absent, so nothing was measured on it"
  exit 0
fi
if [ -z "${VIGIE:-}" ]; then
  cargo build --release --locked
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Begins a part, with an empty data folder of its own.
part() {
  printf '\n== %s\n' "$*"
  VIGIE_DATA=$(mktemp -d "$work/site.XXXXXX")
  export VIGIE_DATA
}

# Prints a command as one may type it.
show() {
  printf '\n$ vigie %s\n' "${*//"$work"/WORK}"
}

# Runs a command; none of them has a reason to take ten minutes.
quietly() {
  timeout 600 "$vigie" "$@"
}

run() {
  show "$@"
  quietly "$@" 2>&1
}

# Runs a command, and says what time and memory it took.
measure() {
  show "$@"
  timeout 600 tests/tools/measured.py "$vigie" "$@" 2>&1
}

figures() {
  tests/tools/figures.py "$@"
}

eval_sets=$work/eval
python3 tests/tools/to_eval.py "$data" "$eval_sets"

part "French labour law: 139 entries, and 2,381 phrases searched as events"
cdtn=$data/faq_cdtn_fr
run import faq "$cdtn/faq_bank.jsonl" --lang fr
tests/tools/search_as_events.py "$vigie" "$cdtn/queries.tsv" --lang fr > "$work/searches.ndjson"
run import events "$work/searches.ndjson"
as_of=(--as-of 2026-04-01)
run kpi run zero_result_rate "${as_of[@]}"
run unanswered --reason no_result --limit 25 "${as_of[@]}"

part "Search against judgments"
cat <<'BASELINES'
BM25, of the data's README:
  CDTN               P@1 0.534, MAP 0.360, nDCG@10 0.428
  covidfaq fr        P@1 0.612, MRR 0.679
  covidfaq en crowd  P@1 0.584, MRR 0.676
  BANKING77          P@1 0.815
BASELINES
eval_search() {
  local name=$1 lang=$2
  shift 2
  run eval search --lang "$lang" --faq "$eval_sets/$name.faq.jsonl" \
    --queries "$eval_sets/$name.queries.tsv" "$@"
}
eval_search cdtn fr --qrels "$eval_sets/cdtn.qrels.tsv"
eval_search covid_fr fr
eval_search covid_crowd en
eval_search banking77 en

part "User Behavior Insights: the Chorus log, 473 queries and 3,448 events"
run import ubi "$data/ubi/chorus/ubi_queries_events.ndjson.gz" --json
scope=(--from 2024-06-01 --to 2025-03-31 --as-of 2025-04-30)
for rate in zero_result_rate no_click_rate mean_click_position; do
  run kpi run "$rate" --by application "${scope[@]}"
done
scope+=(--json)
show report "${scope[@]}"
quietly report "${scope[@]}" | figures period as_of searches.intents searches.zero_result \
  searches.no_click searches.mean_click_position episodes excluded
show kpi run searches --by query "${scope[@]}"
quietly kpi run searches --by query "${scope[@]}" | figures --top 10 slices
show kpi run mean_click_position --by num "${scope[@]}"
quietly kpi run mean_click_position --by num "${scope[@]}" | figures --top 10 slices

for words in 1 2; do
  part "Keywords of $words: 5,019 conversations in English, 88,494 turns"
  measure keywords "$data/dialogues_sgd_en/sgd_dev_test.jsonl.gz" --lang en --words $words --limit 12
done
part "Sentiment of the same"
measure sentiment "$data/dialogues_sgd_en/sgd_dev_test.jsonl.gz" --lang en

part "Keywords and sentiment: 100 conversations in French, 1,318 turns"
measure keywords "$data/dialogues_xrisawoz_fr/xrisawoz_fr_fewshot.jsonl" --lang fr --limit 12
measure sentiment "$data/dialogues_xrisawoz_fr/xrisawoz_fr_fewshot.jsonl" --lang fr

part "Sentiment against people"
cat <<'BASELINES'
VADER itself, of the data's README:
  tweets         Pearson r 0.872
  Amazon         Pearson r 0.590
  UCI sentences  accuracy 0.816, AUROC 0.898
BASELINES
run eval sentiment "$data/sent_vader_gold_en/tweets.tsv.gz" --lang en
run eval sentiment "$data/sent_vader_gold_en/amazon.tsv.gz" --lang en
run eval sentiment "$data/sent_uci_sentences_en/uci_sentences.tsv" --lang en
