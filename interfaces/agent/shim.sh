# Runs one task's command in this process group and leaves its exit code in the claim's folder, whether or not the agent still lives.
#   $1 the claim's folder   $2 the command
#
# The command begins only after the line "go": the agent sends it when it has written down this process. If the agent dies before, the
# input ends, and nothing was run.
read -r word && [ "$word" = go ] || exit 0

# A signal to the group is for the command: the shim must live to see its exit code. A handler, unlike ignoring, is not inherited.
trap : TERM INT HUP

: > "$1/started" || exit 1
/bin/sh -c "$2" < /dev/null
echo "$?" > "$1/exit"

# What the command left running in its group ends with it. This is the shim's own end too, so it comes last.
kill -KILL 0
