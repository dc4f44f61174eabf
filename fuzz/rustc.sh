#!/bin/sh
# What compiles the workspace's own crates for fuzzing, in rustc's stead: it makes them say to libFuzzer
# which code ran, and opens the parsers to it. Dependencies stay as they are in every other build.
exec "$@" --cfg fuzzing \
    -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table
