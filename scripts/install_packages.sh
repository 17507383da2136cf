#!/usr/bin/env bash
# Installs what the tests need from Debian or Ubuntu: `browser` for those of the site
# (Chromium without its window, and Japanese fonts), `tools` for those of other tools (R and a spreadsheet), `java`
# for those on Spark.
set -euo pipefail

has_font() { command -v fc-list > /dev/null && [ -n "$(fc-list ':lang=ja' family)" ]; }
java_version() { java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'; }

missing=()
case "${1:?browser, tools or java}" in
    browser)
        command -v chromium-headless-shell > /dev/null || missing+=(chromium-headless-shell)
        has_font || missing+=(fonts-noto-cjk fontconfig)
        ;;
    tools)
        command -v Rscript > /dev/null || missing+=(r-base-core)
        command -v libreoffice > /dev/null || missing+=(libreoffice-calc-nogui)
        ;;
    java)
        [ "$(java_version)" -ge 17 ] 2> /dev/null || missing+=(openjdk-17-jre-headless)
        ;;
    *)
        echo "browser、tools、java のどれかを指定してください / say browser, tools or java" >&2
        exit 2
        ;;
esac
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
        as_root=(sudo -n)
    else
        echo "管理者権限で導入してください / install as root: apt-get install ${missing[*]}" >&2
        exit 1
    fi
fi
if ! command -v apt-get > /dev/null; then
    echo "apt-get がありません。次を導入してください / no apt-get; please install: ${missing[*]}" >&2
    exit 1
fi
echo "導入します / installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
