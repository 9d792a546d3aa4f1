# Deletes a temporary directory when standard input ends, that is when the JVM at its other end is gone.
# Argument: the directory. Servers that still run in it are waited for, up to 20 s.
trap : HUP INT TERM
while read -r _; do :; done
tenths=200
while [ "$tenths" -gt 0 ] && [ -n "$(find "$1" -maxdepth 3 -name '*.running' 2>/dev/null)" ]; do
    sleep 0.1
    tenths=$((tenths - 1))
done
rm -rf -- "$1"
