# A name server on loopback for the zone bench. of a benchmark; sourced by those that need one.

# Finds the name server: nsd or knot.
find_name_server() {
    command -v nsd || command -v knotd || { echo "$(basename "$0"): neither nsd nor knot is installed" >&2; return 1; }
}

# Serves FOLDER/bench.zone: serve_zone SERVER FOLDER PORT. Sets server_pid; returns once it answers.
serve_zone() {
    local server=$1 work=$2 port=$3
    case $server in
    *nsd)
        cat >"$work/conf" <<CONF
server:
  server-count: 2
  reuseport: yes
  ip-address: 127.0.0.1@$port
  do-ip6: no
  username: ""
  chroot: ""
  zonesdir: "$work"
  pidfile: ""
  xfrdfile: "$work/xfrd"
  zonelistfile: "$work/zones"
  logfile: "$work/log"
  receive-buffer-size: 4194304
  send-buffer-size: 4194304
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: bench
  zonefile: bench.zone
CONF
        "$server" -d -c "$work/conf" >/dev/null 2>&1 &
        ;;
    *)
        cat >"$work/conf" <<CONF
server:
  listen: 127.0.0.1@$port
  rundir: $work
  udp-workers: 2
database:
  storage: $work
log:
  - target: $work/log
    any: error
zone:
  - domain: bench
    storage: $work
    file: bench.zone
    zonefile-sync: -1
    journal-content: none
CONF
        "$server" -c "$work/conf" >/dev/null 2>&1 &
        ;;
    esac
    server_pid=$!
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        kill -0 "$server_pid" 2>/dev/null || { cat "$work/log" >&2; return 1; }
        sleep 0.2
    done
}
