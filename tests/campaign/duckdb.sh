#!/usr/bin/env bash
# Asks DuckDB what `cargo bench --bench catalogue` asked Vigie, on the same facts: every
# KPI by day, channel, language and theme over a year of simulated events. Answers must
# be equal; prints how long each took, by kind.
#
#   tests/campaign/duckdb.sh [EVENTS…]
#
# EVENTS are 1000000 and 10000000 unless given; ten million take 10 GB of disk and some
# minutes. Installs duckdb in an environment of its own, unless PYTHON names one that
# has it. Ends with 1 if an answer differs or a promise is broken.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

sizes=("$@")
[ "${#sizes[@]}" -gt 0 ] || sizes=(1000000 10000000)
python=${PYTHON:-$PWD/target/campaign-duckdb/bin/python}
if [ ! -x "$python" ] && [ -z "${PYTHON:-}" ]; then
  python3 -m venv target/campaign-duckdb
  target/campaign-duckdb/bin/pip install -q duckdb
fi

sites=()
for size in "${sizes[@]}"; do
  VIGIE_BENCH_EVENTS=$size cargo bench --quiet --bench catalogue
  sites+=("target/bench-data/$size-0")
done
exec "$python" tests/campaign/duckdb.py "${sites[@]}"
