#!/usr/bin/env bash
# Draws the icons' PNG files anew from assets/icon.svg. Needs rsvg-convert (librsvg).
set -euo pipefail
cd "$(dirname "$0")/.."
for size in 16 32 48 96 128; do
  rsvg-convert --width "$size" --height "$size" assets/icon.svg --output "public/icon/$size.png"
done
