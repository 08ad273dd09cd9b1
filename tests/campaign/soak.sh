#!/usr/bin/env bash
# Whether memory stays flat: a thousand events a second and a page a second for an hour.
#
#   tests/campaign/soak.sh [MINUTES]
#
# Prints each minute what the service holds in memory and how large its files and their
# logs are; at the end, that every acknowledged event is in the log, once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

VIGIE_BENCH_MINUTES=${1:-60} cargo bench --locked --bench service -- soak
