#!/bin/sh
# mail.sh FOLDER SERVER FROM: send each message in FOLDER/mail with curl, once: what was sent leaves
# a NAME.sent beside it with its checksum, so a second run sends only what is new or has changed.
# SERVER is a URL of curl's, smtp://host:25 or smtps://user:password@host; curl reads ~/.netrc, too.
set -u
folder=$1 server=$2 from=$3
[ -n "$server" ] && [ -n "$from" ] || {
    echo 'make mail: SMTP= or FROM= is missing: the server, smtp://host:25, and your address' >&2
    exit 1
}
sent=0 same=0 failed=0
for message in "$folder"/mail/*.eml; do
    [ -f "$message" ] || continue
    sum=$(sha256sum <"$message")
    if [ "$(cat "$message.sent" 2>/dev/null)" = "$sum" ]; then
        same=$((same + 1))
        continue
    fi
    to=$(sed -n 's/^To: <\(.*\)>.$/\1/p;/^.$/q' "$message")
    if { printf 'From: <%s>\r\nDate: %s\r\n' "$from" "$(LC_ALL=C date -R)"; cat "$message"; } |
        curl --silent --show-error --netrc-optional --url "$server" --mail-from "$from" \
            --mail-rcpt "$to" --upload-file -; then
        echo "$sum" >"$message.sent"
        sent=$((sent + 1))
    else
        echo "make mail: $to was not reached" >&2
        failed=$((failed + 1))
    fi
done
echo "$sent sent, $same sent before, $failed not reached"
[ "$failed" -eq 0 ]
