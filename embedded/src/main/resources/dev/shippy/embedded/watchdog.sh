# Runs a server for as long as standard input is open, that is for as long as the JVM at its other end lives.
# Arguments: file that exists while the server runs, signal that stops it, tenths of a second until it is killed, command.
# Prints the server's process id; the server's output goes to standard error.
running=$1
signal=$2
tenths=$3
shift 3
exec 3<&0 0</dev/null
trap : HUP INT TERM
echo $$ >"$running"
"$@" 3<&- 1>&2 &
server=$!
(
    while read -r _; do :; done <&3
    kill -s "$signal" "$server"
    kill -s CONT "$server"
    while [ "$tenths" -gt 0 ] && kill -0 "$server"; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    kill -s KILL "$server"
) 1>/dev/null 2>&1 &
guard=$!
echo "$server"
exec 3<&- 1>&2
# A signal ends `wait` early: go on until the server is gone.
while :; do
    wait "$server"
    code=$?
    kill -0 "$server" 2>/dev/null || break
done
kill "$guard" 2>/dev/null
rm -f "$running"
exit "$code"
