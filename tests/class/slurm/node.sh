#!/bin/bash
# node.sh start FOLDER: a Slurm of one node, this one, with everything it writes in FOLDER;
# prints what to export to talk to it. node.sh stop FOLDER: ends it and all it started.
# Nothing of a Slurm or Munge that the system itself may run is touched or read.
set -u
export PATH=$PATH:/usr/sbin:/sbin
dir=$2 me=$(id -un)

free_port() { # a port nobody listens on, after PORT
    local p=$1
    while grep -qi "^ *[0-9]*: [0-9A-F]*:$(printf %04X "$p") .* 0A " /proc/net/tcp /proc/net/tcp6 \
        2>/dev/null; do
        p=$((p + 1))
    done
    echo "$p"
}

configure() {
    local ports=$((20000 + $$ % 10000)) host cpus memory control
    host=$(hostname -s) cpus=$(nproc)
    memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
    control=$(free_port $ports)
    cat >"$dir/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$me
SlurmdUser=$me
SlurmctldPort=$control
SlurmdPort=$(free_port $((control + 1)))
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=2
ReturnToService=2
KillWait=2
MinJobAge=10
MailProg=/bin/true
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cpus RealMemory=$memory
PartitionName=one Nodes=$host Default=YES MaxTime=INFINITE
CONF
}

start() {
    mkdir -p "$dir"/{state,spool} && configure
    head -c 1024 /dev/urandom >"$dir/munge.key" && chmod 400 "$dir/munge.key"
    munged --force --key-file="$dir/munge.key" --socket="$dir/munge.socket" \
        --pid-file="$dir/munged.pid" \
        --log-file="$dir/munged.log" --seed-file="$dir/munge.seed" >"$dir/start.log" 2>&1 ||
        return 1
    export SLURM_CONF=$dir/slurm.conf
    slurmctld >>"$dir/start.log" 2>&1 || return 1
    # Control groups are not used, but slurmd looks for them and stops where there are none;
    # newer versions can be told so, older ones take an empty folder for them.
    local groups started=''
    mkdir -p "$dir/cgroup/freezer"
    for groups in '' "CgroupPlugin=cgroup/v1\nCgroupMountpoint=$dir/cgroup\n" \
        'CgroupPlugin=disabled\n'; do
        # shellcheck disable=SC2059 # the line breaks are wanted
        printf "$groups" >"$dir/cgroup.conf"
        timeout 120 slurmd >>"$dir/start.log" 2>&1 && started=yes && break
    done
    [ -n "$started" ] || return 1
    # The node is ready when a job of one command has come to its end; srun waits for that.
    timeout 300 srun -Q true >>"$dir/start.log" 2>&1
}

ours() { # the processes of a job or daemon of this Slurm, and of no other
    local e
    for e in $(grep -lszx "SLURM_CONF=$dir/slurm.conf" /proc/[0-9]*/environ); do
        { grep -qz '^SLURM_JOB_ID=' "$e" || grep -q '^slurm' "${e%environ}comm"; } 2>/dev/null &&
            basename "${e%/environ}"
    done
}
gone() { # gone PID...: wait for them, a while; then they go by force
    local p i
    for p in "$@"; do # one that nobody has collected yet has no program any more
        for ((i = 0; i < 100; i++)); do
            readlink "/proc/$p/exe" >/dev/null || continue 2
            sleep 0.05
        done
        kill -KILL "$p" 2>/dev/null
    done
}

stop() {
    local daemons
    export SLURM_CONF=$dir/slurm.conf
    daemons=$(cat "$dir"/{slurmd,slurmctld,munged}.pid 2>/dev/null)
    [ ! -s "$dir/slurmctld.pid" ] || timeout 10 scancel --user="$me" >/dev/null 2>&1
    # Steps first: they end when they have told the controller.
    for p in $(ours); do grep -q '^slurmstepd' "/proc/$p/comm" 2>/dev/null && gone "$p"; done
    # The node before the controller, to which it says goodbye, and Munge last.
    for p in $daemons; do kill "$p" 2>/dev/null && gone "$p"; done
    # shellcheck disable=SC2046 # numbers
    gone $(ours)
    return 0
}

case $1 in
start) start && echo "export SLURM_CONF=$dir/slurm.conf" ||
    { tail -n 3 "$dir/start.log" "$dir"/slurm*.log >&2; stop; exit 1; } ;;
stop) stop ;;
esac
