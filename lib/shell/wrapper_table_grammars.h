// Options of wrappers whose list is long or shared by several rows of the table; the language
// is told in wrapper_table.h. Facts from the programs' manuals.
#pragma once

#include <array>
#include <string_view>

namespace interlock::grammar {

// Several lists of options as one.
template <const std::string_view&... lists>
struct Joined {
  static constexpr auto text = [] {
    std::array<char, ((lists.size() + 1) + ...)> all{};
    std::size_t at = 0;
    const auto add = [&](std::string_view list) {
      for (const char c : list) all[at++] = c;
      all[at++] = ' ';
    };
    (add(lists), ...);
    return all;
  }();
};
template <const std::string_view&... lists>
inline constexpr std::string_view joined{Joined<lists...>::text.data(),
                                         Joined<lists...>::text.size() - 1};

inline constexpr std::string_view k_aa_exec =
    "-p,--profile= -n,--namespace= -d,--debug -i,--immediate -v,--verbose -h,--help@h";
inline constexpr std::string_view k_abduco = "-A -c -n -N -E -z -f -l -r= -e= -a@s -p@h";
inline constexpr std::string_view k_ansible =
    "-a,--args=@A -m,--module-name=@M -i,--inventory= -u,--user= -b,--become -K -k -C,--check@h -D "
    "-e,--extra-vars= -f,--forks= -l,--limit= -t,--tree= -T,--timeout= -v -o -B= -P= "
    "-c,--connection= --become-user= --become-method= --private-key= --vault-id= --list-hosts@h "
    "--version@h";
inline constexpr std::string_view k_apptainer =
    "-d,--debug -q,--quiet -s,--silent -v,--verbose --nocolor -c,--config=";
inline constexpr std::string_view k_apptainer_exec =
    "-B,--bind= --env=@a --env-file= -H,--home= --pwd,--cwd=@d -o,--overlay= -S,--scratch= "
    "-W,--workdir= --app= --apply-cgroups= --dns= --fusemount= --hostname= --mount= --network= "
    "--network-args= --no-mount= --pem-path= --security= --add-caps= --drop-caps= -C,--containall "
    "-c,--contain -e,--cleanenv@i -f,--fakeroot -i,--ipc -n,--net -p,--pid -u,--userns --uts "
    "-w,--writable --writable-tmpfs --nv --rocm --no-home --shell= --cpus= --memory= "
    "-h,--help@h";
inline constexpr std::string_view k_asciinema = "-c,--command=@c -e=@c -t= -i= -a -q -y -g=";
inline constexpr std::string_view k_at =
    "-f=@f -q= -t= -m -M -v -l@h -d@h -r@h -c@h -b -V@h --help@h";
inline constexpr std::string_view k_c8 =
    "-r,--reporter= -o,--report-dir,--reports-dir= -a,--all -s,--silent -n,--include= "
    "-x,--exclude= -e,--extension= -t,--temp-dir,--temp-directory= --cwd=@d --src= "
    "--check-coverage --lines= --branches= --functions= --statements= --watermarks= --nycrc-path= "
    "-c,--config= --require= --cache --clean --per-file --exclude-after-remap --skip-full --100 "
    "--omit-relative --allowExternal --merge-async --produce-source-map --instrument "
    "--hook-require -h,--help@h -v,--version@h";
inline constexpr std::string_view k_convox_run =
    "-a,--app= -r,--rack= -d,--detach -e,--entrypoint -t,--timeout= --release= --cpu= --memory= "
    "--cpu-limit= --memory-limit= -h,--help@h";
inline constexpr std::string_view k_gpg_agent =
    "--daemon --server@h --supervised@h -v,--verbose -q,--quiet -s,--sh -c,--csh --homedir= "
    "--options= --no-options --log-file= --no-detach --enable-ssh-support --disable-scdaemon "
    "--default-cache-ttl= --max-cache-ttl= --pinentry-program= --debug= --debug-level= "
    "--allow-preset-passphrase --gpgconf-list@h -h,--help@h --version@h";
inline constexpr std::string_view k_kernprof =
    "-l,--line-by-line -b,--builtin -o,--outfile= -s,--setup= -v,--view -u,--unit= -z,--skip-zero "
    "-r,--rich -i,--output-interval= -p,--prof-mod= -m@m -q,--quiet --prof-imports -h,--help@h "
    "-V,--version@h";
inline constexpr std::string_view k_koyeb =
    "-c,--config= -o,--output= --token= --url= --organization= -d,--debug --full --debug-full "
    "-a,--app= -h,--help@h";
inline constexpr std::string_view k_memray_run =
    "-o,--output= -f,--force -m@m --live --live-remote -p,--live-port= --native --follow-fork "
    "--aggregate --trace-python-allocators -q,--quiet -v,--verbose -h,--help@h";
inline constexpr std::string_view k_opentelemetry_instrument =
    "--traces_exporter= --metrics_exporter= --logs_exporter= --service_name= "
    "--resource_attributes= --exporter_otlp_endpoint= --exporter_otlp_protocol= "
    "--exporter_otlp_headers= --id_generator= --propagators= --disabled_instrumentations= "
    "--python_disabled_instrumentations= -h,--help@h --version@h";
inline constexpr std::string_view k_pm2_start =
    "--interpreter=@x --node-args,--interpreter-args= -n,--name= -i,--instances= --cwd=@d "
    "-e,--error= -o,--output= -l,--log= --log-type= --time --log-date-format= -p,--pid= --env= "
    "-x,--execute-command -u,--user= --uid= --gid= --namespace= --cron,-c,--cron-restart= "
    "-w,--no-autorestart --watch? --ignore-watch= --watch-delay= --max-memory-restart= "
    "--restart-delay= --exp-backoff-restart-delay= --max-restarts= --kill-timeout= "
    "--listen-timeout= --wait-ready --stop-exit-codes= --filter-env= -a,--update-env -f,--force "
    "-s,--silent -m,--mini-list --no-daemon --merge-logs --disable-logs --only= --attach "
    "--source-map-support --no-color --raw --json -h,--help@h";
inline constexpr std::string_view k_porter =
    "--project= --cluster= --target= --token= -x,--deployment-target= -h,--help@h";
inline constexpr std::string_view k_porter_run =
    "--project= --cluster= --target= -x,--deployment-target= -n,--namespace= -e,--existing_pod "
    "-j,--job= -i,--interactive -w,--wait -v,--verbose -d,--detach --cpu= --ram= --container= "
    "-h,--help@h";
inline constexpr std::string_view k_ptw =
    "--runner=@c --onpass=@c --onfail=@c --beforerun=@c --afterrun=@c --onexit=@c --ignore= "
    "--config,-c= --ext= --poll --nobeep -n --clear --spool= -p,--pdb -w,--wait -q,--quiet "
    "-v,--verbose -h,--help@h --version@h";
inline constexpr std::string_view k_py_spy_record =
    "-p,--pid=@h -o,--output= -d,--duration= -r,--rate= -f,--format= -F,--function "
    "-s,--subprocesses -n,--native -t,--threads -g,--gil -i,--idle -b,--nonblocking --nolineno "
    "--full-filenames -h,--help@h";
inline constexpr std::string_view k_pyinstrument =
    "-m@m -o,--outfile= -r,--renderer= -i,--interval= -p,--render-option= -c= -t,--timeline "
    "--use-timing-thread --html --hide= --hide-regex= --show= --show-regex= --show-all "
    "--target-description= --from-path --unicode --no-unicode --color --no-color --load=@h "
    "--load-prev=@h -h,--help@h --version@h";
inline constexpr std::string_view k_qemu_user =
    "_g= _s= _cpu= _E=@a _U= _L= _B= _R= _0= _r= _p= _d= _dfilter= _D= _seed= _trace= _plugin= "
    "_strace _singlestep _one-insn-per-tb _version@h _help@h _h@h";
inline constexpr std::string_view k_rg =
    "--pre=@c --pre-glob= -e,--regexp= -f,--file= -g,--glob= --iglob= -t,--type= -T,--type-not= "
    "--type-add= --type-clear= -A,--after-context= -B,--before-context= -C,--context= "
    "-E,--encoding= -M,--max-columns= -m,--max-count= -d,--max-depth,--maxdepth= -r,--replace= "
    "-j,--threads= --color= --colors= --context-separator= --dfa-size-limit= --engine= "
    "--field-context-separator= --field-match-separator= --generate=@h --hostname-bin=@c "
    "--hyperlink-format= --ignore-file= --max-filesize= --path-separator= --regex-size-limit= "
    "--sort= --sortr= -acFhHIilLnNopPqsSuUvVwxz0 --help@h --version@h";
inline constexpr std::string_view k_scalene =
    "-m@m --outfile= --cli --html --json --web --cpu --gpu --memory --cpu-only --reduced-profile "
    "--profile-all --profile-only= --profile-exclude= --profile-interval= --cpu-sampling-rate= "
    "--column-width= --off --on --pid= --use-virtual-time -h,--help@h --version@h";
inline constexpr std::string_view k_ssh =
    "-1246AaCgKkMqTtvXxYy -f@n -n@n -N@h -s@h -G@h -V@h -O=@h -Q=@h -W=@h -B= -b= -c= -D= -E= -e= "
    "-F= -I= -i= -J= -L= -l= -m= -o=@o -P= -p= -R= -S= -w=";
inline constexpr std::string_view k_autossh =  // -M is a port there
    "-1246AaCgKkqTtvXxYy -M= -f@n -n@n -N@h -s@h -G@h -V@h -O=@h -Q=@h -W=@h -B= -b= -c= -D= -E= "
    "-e= -F= -I= -i= -J= -L= -l= -m= -o=@o -P= -p= -R= -S= -w=";
inline constexpr std::string_view k_aws =
    "--profile= --region= --output= --query= --endpoint-url= --ca-bundle= --cli-read-timeout= "
    "--cli-connect-timeout= --cli-binary-format= --color= --debug --no-verify-ssl --no-paginate "
    "--no-sign-request --no-cli-pager --no-cli-auto-prompt --cli-auto-prompt --version@h";
inline constexpr std::string_view k_aws_okta_exec =
    "-d= -t= -a= --assume-role-ttl= --session-ttl= --mfa-provider=";
inline constexpr std::string_view k_aws_ssm =
    "--parameters=@P --instance-ids= --targets= --document-name= --document-version= --target= "
    "--reason= --comment= --timeout-seconds= --max-concurrency= --max-errors= "
    "--output-s3-bucket-name= --output-s3-key-prefix= --cli-input-json= --profile= --region= "
    "--output= --query=";
inline constexpr std::string_view k_aws_vault =
    "--debug --backend= --prompt= --keychain= --pass-dir= --pass-cmd= --pass-prefix= --file-dir= "
    "--biometrics";
inline constexpr std::string_view k_aws_vault_exec =
    "-d,--duration= -n,--no-session --region= -m= -t,--mfa-token= -j,--json -s,--server "
    "-e,--ec2-server --ecs-server --lazy --stdout --prompt= --backend= --debug -h@h --help@h";
inline constexpr std::string_view k_az =
    "-o,--output= --query= --subscription= --only-show-errors --verbose --debug -h,--help@h";
inline constexpr std::string_view k_az_ssh =
    "-g,--resource-group= -n,--name= --vm-name= --ip,--hostname= --local-user= --port= "
    "--resource-type= -i,--private-key-file= -p,--public-key-file= -c,--certificate-file= "
    "--ssh-client-folder= --subscription= --prefer-private-ip --rdp -h,--help@h";
inline constexpr std::string_view k_babel_node =
    "-e,--eval=@h -p,--print=@h -r,--require= -P,--project= -T,--transpile-only -C,--compiler= "
    "-O,--compiler-options= --tsconfig= --cwd=@d --esm --files --watch --env-file= -v,--version@h "
    "-h,--help@h";
inline constexpr std::string_view k_bmake =
    "-C,--directory=@d -f,--file,--makefile=@f -I,--include-dir= -j,--jobs? "
    "-l,--load-average,--max-load? -o,--old-file,--assume-old= "
    "-W,--what-if,--new-file,--assume-new= -O,--output-sync? --debug? -d -B,--always-make -b "
    "-e,--environment-overrides -E,--eval=@E -i,--ignore-errors -k,--keep-going "
    "-L,--check-symlink-times -m -n,--just-print,--dry-run,--recon@h -p,--print-data-base "
    "-q,--question@h -r,--no-builtin-rules -R,--no-builtin-variables -s,--silent,--quiet "
    "-S,--no-keep-going,--stop -t,--touch@h -v,--version@h -h,--help@h -w,--print-directory "
    "--no-print-directory --no-silent --trace --warn-undefined-variables --shuffle?";
inline constexpr std::string_view k_bolt =
    "-t,--targets= -q,--query= --rerun= -u,--user= -p,--password= --private-key= --run-as= "
    "--sudo-password= -c,--concurrency= -m,--modulepath= --project= -i,--inventoryfile= "
    "--transport= --connect-timeout= --format= --log-level= --env-var= --tty --no-host-key-check "
    "--noop -v,--verbose -h,--help@h";
inline constexpr std::string_view k_bpftrace = "-c=@c -e= -o= -p= -x= -v -d -q";
inline constexpr std::string_view k_bsdtar =
    "-AcdrtuxjJzZaBhGiklmnopsSUvwWOP -f,--file= -C,--directory= -I,--use-compress-program=@c "
    "-T,--files-from= -X,--exclude-from= -b,--blocking-factor= -g,--listed-incremental= "
    "-F,--info-script,--new-volume-script=@c -H,--format= -K,--starting-file= -L,--tape-length= "
    "-N,--newer,--after-date= -V,--label= --to-command=@c --checkpoint-action=@X --checkpoint? "
    "--rsh-command=@c --rmt-command=@c --exclude= --transform,--xform= --strip-components= "
    "--owner= --group= --mode= --mtime= --sort= --suffix= --record-size= --volno-file= "
    "--index-file= --level= --warning= --totals? --overwrite --delete --keep-newer-files "
    "--use-xattr";
inline constexpr std::string_view k_buildah_run =
    "--add-history --cap-add= --cap-drop= -e,--env=@a --hostname= --isolation= --mount= --network= "
    "--runtime= --runtime-flag= -t,--tty --terminal --user= -v,--volume= --workingdir=@d";
inline constexpr std::string_view k_bun =
    "--bun -b --silent --if-present --cwd=@d -F,--filter= --env-file= -c,--config= "
    "-r,--preload,--require= --shell= --watch --hot --smol --elide-lines= --inspect? "
    "--inspect-brk? --inspect-wait? -e,--eval=@h -p,--print=@h -i --no-install --install= --port= "
    "--conditions= --main-fields= --extension-order= --tsconfig-override= -d,--define= --drop= "
    "-l,--loader= --no-clear-screen --no-macros --prefer-offline --workspaces --sequential "
    "--parallel -h,--help@h -v,--version@h --revision@h";
inline constexpr std::string_view k_bundle =
    "--no-color -r,--retry= -V,--verbose --gemfile= -h,--help@h -v,--version@h";
inline constexpr std::string_view k_bundle_e = "--keep-file-descriptors --gemfile=";
inline constexpr std::string_view k_bunx =
    "--bun -b -p,--package= --verbose --silent --no-install --help@h --version@h";
inline constexpr std::string_view k_bwrap =
    "--args= --argv0= --bind== --bind-try== --ro-bind== --ro-bind-try== --dev-bind== "
    "--dev-bind-try== --bind-data== --ro-bind-data== --bind-fd== --ro-bind-fd== --remount-ro= "
    "--dev= --proc= --tmpfs= --mqueue= --dir= --file== --symlink== --perms= --size= --chmod== "
    "--setenv== --unsetenv= --clearenv@i --chdir=@d --uid= --gid= --hostname= --lock-file= "
    "--sync-fd= --exec-label= --file-label= --seccomp= --add-seccomp-fd= --block-fd= "
    "--userns-block-fd= --info-fd= --json-status-fd= --cap-add= --cap-drop= --userns= --userns2= "
    "--pidns= --overlay-src= --overlay=== --tmp-overlay= --ro-overlay= --unshare-all "
    "--unshare-user --unshare-user-try --unshare-ipc --unshare-pid --unshare-net --unshare-uts "
    "--unshare-cgroup --unshare-cgroup-try --share-net --die-with-parent --new-session --as-pid-1 "
    "--disable-userns --assert-userns-disabled --level-prefix --help@h --version@h";
inline constexpr std::string_view k_bws = "-t= --token= -c= --config=";
inline constexpr std::string_view k_bws_run = "-e,--env= -f= --reset -d= -p= --project-id=";
inline constexpr std::string_view k_cargo =
    "-q,--quiet -v,--verbose --color= -C=@d --frozen --locked --offline --config= -Z= "
    "-V,--version@h -h,--help@h --list@h";
inline constexpr std::string_view k_cargo_r =
    "--bin=@b --example=@b -p,--package=@b -F,--features= --all-features --no-default-features "
    "-j,--jobs= -r,--release --profile= --target= --target-dir= --manifest-path= --message-format= "
    "-q -v --color= --frozen --locked --offline --config= -Z= --ignore-rust-version";
inline constexpr std::string_view k_cargo_watch =
    "-s,--shell=@c -x,--exec= -w,--watch= -i,--ignore= -d,--delay= -C,--workdir=@d -c -q -B= --why "
    "--no-vcs-ignores --no-dot-ignores --no-restart --poll --use-shell= -E,--env= --features= -L "
    "-N -n";
inline constexpr std::string_view k_catchsegv =
    "-v -e -n -a -c -i -f= -s= -H= -p= -P= -S= -h@h --help@h";
inline constexpr std::string_view k_cf_ssh =
    "-c,--command=@c -i,--app-instance-index= -L= -N,--skip-remote-execution@h -k --process= -t -T "
    "--request-pseudo-tty";
inline constexpr std::string_view k_chamber =
    "-b,--backend= -r,--retries= --retry-mode= --min-throttle-delay= -v,--verbose "
    "--backend-s3-bucket= --kms-key-alias=";
inline constexpr std::string_view k_chamber_exec =
    "--pristine --strict --strict-value= -b,--backend= -r,--retries=";
inline constexpr std::string_view k_chokidar =
    "-c,--command=@c -d,--debounce= -t,--throttle= -i,--ignore= --initial --polling "
    "--poll-interval= --silent --verbose";
inline constexpr std::string_view k_chpst =
    "-vP012 -u= -U= -b= -e= -/= -n= -l= -L= -m= -d= -o= -p= -f= -c= -r= -t=";
inline constexpr std::string_view k_chroot =
    "--groups= --userspec= --skip-chdir -u= -g= -G= -n --help@h --version@h";
inline constexpr std::string_view k_chrt =
    "-a,--all-tasks -b,--batch -d,--deadline -e,--ext -f,--fifo -i,--idle -m,--max@h -o,--other "
    "-p,--pid@h -r,--rr -R,--reset-on-fork -v,--verbose -T,--sched-runtime= -P,--sched-period= "
    "-D,--sched-deadline= -h,--help@h -V,--version@h";
inline constexpr std::string_view k_clush =
    "-w,--hosts= -x,--exclude= -g,--group= -X= -l,--user= -f,--fanout= -t= -u= -o,--options= "
    "-a,--all -b,--dshbak -B -N -q -v -d -L -r -S -n,--nostdin";
inline constexpr std::string_view k_codex =
    "-c,--config= --enable= --disable= --remote= --remote-auth-token-env= --strict-config "
    "-i,--image= -m,--model= --oss --local-provider= -p,--profile= -s,--sandbox= "
    "--approve-for-me --dangerously-bypass-approvals-and-sandbox --dangerously-bypass-hook-trust "
    "-C,--cd=@d --worktree --add-dir= -a,--ask-for-approval= --search --no-alt-screen --no-daemon "
    "-h,--help@h -V,--version@h";
inline constexpr std::string_view k_codex_sandbox =
    "-c,--config= --sandbox-state-json= --enable= --sandbox-state-readable-root= --disable= "
    "--sandbox-state-disable-network -P,--permission-profile= -p,--profile= -C,--cd=@d "
    "--include-managed-config --full-auto --log-denials -h,--help@h";
inline constexpr std::string_view k_composer =
    "-d,--working-dir=@d -n,--no-interaction -q,--quiet -v --ansi --no-ansi --profile --no-plugins "
    "--no-scripts --no-cache -h,--help@h -V,--version@h";
inline constexpr std::string_view k_composer_run =
    "--timeout= --dev --no-dev -l,--list@h -n -q -v -d,--working-dir=@d";
inline constexpr std::string_view k_concurrently =
    "-m,--max-processes= -n,--names= --name-separator= -s,--success= -r,--raw --no-color --hide= "
    "-g,--group -t,--timings -P,--passthrough-arguments --teardown=@c -k,--kill-others "
    "--kill-others-on-fail --kill-signal= --kill-timeout= --restart-tries= --restart-after= "
    "-p,--prefix= -c,--prefix-colors= -l,--prefix-length= --pad-prefix --timestamp-format= "
    "-i,--handle-input --default-input-target= -h,--help@h -v,-V,--version@h";
inline constexpr std::string_view k_conda =
    "-v -q --no-plugins -r,--root-prefix= -n= -h@h --help@h -V,--version@h";
inline constexpr std::string_view k_conda_run =
    "-n,--name= -p,--prefix= --cwd=@d -v,--verbose --dev --debug-wrapper-scripts "
    "--no-capture-output --live-stream -a,--attach= -d,--detach -e,--env=@a -r,--root-prefix= "
    "--clean-env@i --label=";
inline constexpr std::string_view k_consul_exec =
    "_node= _service= _tag= _prefix= _wait= _wait-repl= _datacenter= _token= _http-addr= _verbose "
    "_shell? _stale";
inline constexpr std::string_view k_consul_lock =
    "_child-exit-code _name= _n= _monitor-retry= _pass-stdin _shell? _try= _timeout= _http-addr= "
    "_token= _datacenter=";
inline constexpr std::string_view k_copilot_svc_exec =
    "-c,--command=@c -a,--app= -e,--env= -n,--name= --container= --task-id= --yes";
inline constexpr std::string_view k_coverage_run =
    "-m,--module@m -a,--append -p,--parallel-mode -L,--pylib --branch --concurrency= --context= "
    "--data-file= --include= --omit= --rcfile= --source= --timid --save-signal=";
inline constexpr std::string_view k_cpulimit =
    "-l,--limit= -p,--pid=@h -e,--exe=@h -P,--path=@h -c,--cpu= -z,--lazy -i,--include-children "
    "-m,--monitor-forks -k,--kill -v,--verbose -b,--background -f,--foreground -q,--quiet "
    "-s,--signal= -r -h,--help@h";
inline constexpr std::string_view k_crictl =
    "-c,--config= -r,--runtime-endpoint= -i,--image-endpoint= -t,--timeout= -D,--debug";
inline constexpr std::string_view k_crictl_exec =
    "-i,--interactive@I -t,--tty -s,--sync --timeout= -q -e= -r= -x --image= --label= --name= "
    "--pod= --state= --transport=";
inline constexpr std::string_view k_ctr =
    "-n,--namespace= -a,--address= --timeout= --connect-timeout= --debug -h,--help@h "
    "-v,--version@h";
inline constexpr std::string_view k_ctr_exec =
    "--cwd=@d --exec-id= --fifo-dir= --log-uri= --user= --platform= -t,--tty -d,--detach "
    "-h,--help@h";
inline constexpr std::string_view k_daemon =
    "-n,--name= -u,--user= -D,--chdir=@d -F,--pidfile= -P,--pidfiles= -e,--env=@a -l,--errlog= "
    "-b,--dbglog= -o,--output= -O,--stdout= -E,--stderr= -r,--respawn -A,--attempts= "
    "-f,--foreground -i,--inherit -m,--umask= -U -X,--command=@c --stop@h --running@h --list@h "
    "--restart@h -h,--help@h -V,--version@h";
inline constexpr std::string_view k_dbclient =
    "-TtNfgyKkv -p= -l= -i= -L= -R= -W= -I= -J= -c= -m= -b= -o= -A -B=@h -V@h";
inline constexpr std::string_view k_dbus_launch =
    "--auto-syntax --binary-syntax --close-stderr --config-file= --exit-with-session "
    "--exit-with-x11 --autolaunch= --sh-syntax --csh-syntax --help@h --version@h";
inline constexpr std::string_view k_deno_run =
    "-A --allow-all -R,--allow-read? -W,--allow-write? -N,--allow-net? -E,--allow-env? "
    "-S,--allow-sys? --allow-run? --allow-ffi? -I,--allow-import? --deny-read? -c,--config= "
    "--import-map= --lock? --no-lock --node-modules-dir? --env-file? --cert= --seed= --location= "
    "--watch? -r,--reload? --unstable -q,--quiet --cached-only --no-prompt --no-check? --check? "
    "--v8-flags? --inspect? --inspect-brk? --ext= --vendor? --frozen? --preload=";
inline constexpr std::string_view k_devcontainer_exec =
    "--user-data-folder= --docker-path= --docker-compose-path= --container-data-folder= "
    "--container-system-data-folder= --workspace-folder= --mount-workspace-git-root? "
    "--container-id= --id-label= --config= --override-config= --log-level= --log-format= "
    "--terminal-columns= --terminal-rows= --default-user-env-probe= "
    "--skip-feature-auto-mapping? --remote-env= --help@h";
inline constexpr std::string_view k_devbox_run =
    "-c,--config= -e,--env=@a --env-file= --environment= --pure --list@h -l@h --all-projects "
    "--omit-nix-env? -q,--quiet --recompute?";
inline constexpr std::string_view k_devenv =
    "-v -q -d -n -j= -u= -s= --system= --impure -c --clean? --option== -o== --override-input== "
    "-i==";
inline constexpr std::string_view k_distrobox_enter =
    "-n,--name= -r,--root --no-workdir -T,--no-tty -H -a,--additional-flags= --clean-path "
    "-v,--verbose -e,--exec -Y --dry-run@h";
inline constexpr std::string_view k_dnx =
    "--allow-roll-forward -y,--yes --version= --configfile= --source= --add-source= --prerelease "
    "-v,--verbosity=";
inline constexpr std::string_view k_docker =
    "-c,--context,--connection= -H,--host= -l,--log-level= --config= -D,--debug --tls --tlscacert= "
    "--tlscert= --tlskey= --tlsverify -v,--version@h --help@h -n,--namespace= -a,--address= --url= "
    "--root= --runroot= --runtime= --storage-driver= --storage-opt= --identity= --remote -r "
    "--cgroup-manager= --conmon= --hooks-dir= --tmpdir= --events-backend= --network-cmd-path= "
    "--module= --out= --ssh= --syslog --data-root= --cni-path= --snapshotter= --insecure-registry "
    "--transient-store --volumepath= --imagestore=";
inline constexpr std::string_view k_docker_compose =
    "--all-resources --ansi= --compatibility --dry-run --env-file= -f,--file= --parallel= "
    "--profile= --progress= --project-directory=@d -p,--project-name= -v,--version@h -h,--help@h "
    "--verbose --no-ansi -H,--host= -c,--context= --tls --tlscacert= --tlscert= --tlskey= "
    "--tlsverify --log-level= --podman-args= --podman-path= --podman-run-args= --no-cleanup "
    "--in-pod= --pod-args=";
inline constexpr std::string_view k_docker_compose_exec =
    "-d,--detach -T,--no-TTY,--no-tty --privileged -u,--user= -w,--workdir=@d -e,--env=@a --index= "
    "-i,--interactive? -t,--tty? --detach-keys= -h,--help@h";
inline constexpr std::string_view k_docker_compose_run =
    "--build --cap-add= --cap-drop= -d,--detach --entrypoint=@E -e,--env=@a --env-file= "
    "--env-from-file= -i,--interactive? -l,--label= --name= --no-deps -T,--no-TTY,--no-tty "
    "-p,--publish= --pull= -q,--quiet --quiet-build --quiet-pull --remove-orphans --rm "
    "-P,--service-ports --use-aliases -u,--user= -v,--volume= -w,--workdir=@d --podman-args= "
    "-h,--help@h";
inline constexpr std::string_view k_docker_exec =
    "-d,--detach --detach-keys= -e,--env=@a --env-file= -i,--interactive@I -t,--tty --privileged "
    "-u,--user= -w,--workdir=@d -l,--latest --preserve-fds= --preserve-fd= --cidfile= --no-session "
    "--wait= --help@h";
inline constexpr std::string_view k_docker_run =
    "--add-host= --annotation= -a,--attach= --blkio-weight= --blkio-weight-device= --cap-add= "
    "--cap-drop= --cgroup-parent= --cgroupns= --cidfile= --cpu-count= --cpu-percent= --cpu-period= "
    "--cpu-quota= --cpu-rt-period= --cpu-rt-runtime= -c,--cpu-shares= --cpus= --cpuset-cpus= "
    "--cpuset-mems= --detach-keys= --device= --device-cgroup-rule= --device-read-bps= "
    "--device-read-iops= --device-write-bps= --device-write-iops= --dns= --dns-opt= --dns-option= "
    "--dns-search= --domainname= --env-file= --expose= --gpus= --group-add= --health-interval= "
    "--health-retries= --health-start-interval= --health-start-period= --health-timeout= "
    "-h,--hostname= --ip= --ip6= --ipc= --isolation= --kernel-memory= -l,--label= --label-file= "
    "--link= --link-local-ip= --log-driver= --log-opt= --mac-address= -m,--memory= "
    "--memory-reservation= --memory-swap= --memory-swappiness= --mount= --name= --net= "
    "--net-alias= --network= --network-alias= --oom-score-adj= --pid= --pids-limit= --platform= "
    "-p,--publish= --pull= --restart= --runtime= --security-opt= --shm-size= --stop-signal= "
    "--stop-timeout= --storage-opt= --sysctl= --tmpfs= --ulimit= -u,--user= --userns= --uts= "
    "-v,--volume= --volume-driver= --volumes-from= --arch= --authfile= --pod= --systemd= --tz= "
    "--umask= --secret= --requires= --timeout= --uidmap= --gidmap= --subuidname= --subgidname= "
    "--cgroups= --cgroup-conf= --conmon-pidfile= --chrootdirs= --decryption-key= --group-entry= "
    "--hooks-dir= --hostuser= --image-volume= --init-path= --init-ctr= --os= --passwd-entry= "
    "--personality= --pidfile= --preserve-fds= --preserve-fd= --rdt-class= --retry= --retry-delay= "
    "--sdnotify= --seccomp-policy= --shm-size-systemd= --unsetenv= --variant= --creds= --cert-dir= "
    "--gpus-id= --pod-id-file= --log-size= --ipfs-address= --verify= --cosign-key= -e,--env=@a "
    "--entrypoint=@E --health-cmd=@H -w,--workdir=@d -i,--interactive@I -d,--detach -t,--tty "
    "--disable-content-trust --init --no-healthcheck --oom-kill-disable --privileged "
    "-P,--publish-all -q,--quiet --read-only --rm --sig-proxy --use-api-socket --replace --rmi "
    "--rootfs --tls-verify --env-host --env-merge= --http-proxy --no-hosts --no-hostname --passwd "
    "--unsetenv-all --read-only-tmpfs --insecure-registry --help@h";
inline constexpr std::string_view k_docker_service_create =
    "--name= --network= --mount= -e,--env=@a --env-file= -l,--label= --container-label= "
    "-p,--publish= --replicas= --mode= --constraint= --placement-pref= --secret= --config= "
    "--restart-condition= --restart-delay= --restart-max-attempts= --restart-window= "
    "--entrypoint=@E --health-cmd=@H --health-interval= --health-retries= --health-timeout= "
    "--health-start-period= --host= --hostname= --limit-cpu= --limit-memory= --limit-pids= "
    "--reserve-cpu= --reserve-memory= --log-driver= --log-opt= --stop-grace-period= --stop-signal= "
    "--update-delay= --update-parallelism= --update-order= --update-failure-action= -u,--user= "
    "-w,--workdir= --cap-add= --cap-drop= --dns= --group= --isolation= --ulimit= --sysctl= "
    "--endpoint-mode= -d,--detach? -q,--quiet --init --no-healthcheck --no-resolve-image "
    "--read-only -t,--tty --with-registry-auth --help@h";
inline constexpr std::string_view k_dockerize =
    "_wait= _timeout= _template= _stdout= _stderr= _delims= _wait-retry-interval= "
    "_wait-http-header= _poll _env= _multiline _no-overwrite _version@h";
inline constexpr std::string_view k_dokku_enter = "-e,--env=@a --no-tty --force-tty --detach";
inline constexpr std::string_view k_doppler =
    "-t,--token= --api-host= --config-dir= --configuration= --scope= --silent --debug "
    "--no-check-version --json --timeout= --attempts= -h@h -v@h";
inline constexpr std::string_view k_doppler_run =
    "-p,--project= -c,--config= -t,--token= --command=@c --name-transformer= --mount= "
    "--mount-format= --mount-template= --mount-max-reads= --preserve-env? --fallback= "
    "--fallback-only --fallback-readonly --no-fallback --passphrase= --forward-signals? "
    "--only-secrets= --no-exit-on-write-failure --no-cache --watch --scope= --format= --silent";
inline constexpr std::string_view k_dotenv =
    "-e= -v= -c? -p= -o,--override --quiet --debug -f,--file= -q= --export= -h,--help@h "
    "--version@h";
inline constexpr std::string_view k_dotenvx_run =
    "-e,--env=@a -f,--env-file= --env-vault-file= --env-keys-file= -o,--overload --convention= "
    "--strict --ignore= --ops-off -q,--quiet";
inline constexpr std::string_view k_dotnet =
    "-d,--diagnostics --info@h --version@h --list-sdks@h -h,--help@h";
inline constexpr std::string_view k_dsh =
    "-m,--machine= -g,--group= -f,--file= -r,--remoteshell= -o,--remoteshellopt= -F,--forklimit= "
    "-n,--num-topology= -a,--all -c,--concurrent-shell -w,--wait-shell -i,--duplicate-input "
    "-M,--show-machine-names -H,--hide-machine-names -q,--quiet -v,--verbose -h,--help@h "
    "-V,--version@h";
inline constexpr std::string_view k_dumb_init =
    "-c,--single-child -r,--rewrite= -v,--verbose -h,--help@h -V,--version@h";
inline constexpr std::string_view k_eb_ssh =
    "-c,--command=@c -n,--number= -i,--instance= -e,--custom= -o -k --force --setup --timeout=";
inline constexpr std::string_view k_env =
    "-i,--ignore-environment@i -0v --null --debug -u,--unset=@$ -C,--chdir=@d -S,--split-string=@S "
    "-a,--argv0= -P= --block-signal? --default-signal? --ignore-signal? --list-signal-handling "
    "--help@h --version@h";
inline constexpr std::string_view k_env_cmd =
    "-f,--file= -r,--rc-file= -e,--environments= -x,--expand-envs --fallback --no-override "
    "--silent --use-shell --verbose --recursive -h,--help@h -v,--version@h";
inline constexpr std::string_view k_envconsul =
    "-h@h -v@h _config= _prefix= _secret= _once _pristine@i _upcase _sanitize _consul-addr= "
    "_vault-addr= _log-level= _exec=@c _kill-signal= _token=";
inline constexpr std::string_view k_fab =
    "-H,--hosts= -i,--identity= -c,--collection= -r,--search-root= -f,--config= -S,--ssh-config= "
    "-t,--connect-timeout= -T,--command-timeout= -l,--list? -D,--list-depth= -F,--list-format= "
    "-e,--echo -d,--debug -p,--pty -R,--dry@h -w,--warn-only -W --prompt-for-login-password "
    "--prompt-for-passphrase --prompt-for-sudo-password -h,--help? -V,--version@h";
inline constexpr std::string_view k_fakechroot =
    "-l,--lib= -e,--environment= -c,--config-dir= -b,--bindir= -s,--use-system-libs -h,--help@h "
    "-v,--version@h";
inline constexpr std::string_view k_fakeroot =
    "-l,--lib= --faked= -s= -i= -u,--unknown-is-real -b,--fd-base= -h,--help@h -v,--version@h";
inline constexpr std::string_view k_flatpak_run =
    "--command=@E --branch= --arch= -d --devel --runtime= --runtime-version= --cwd= --env=@a "
    "--filesystem= --share= --socket= --device= --talk-name= -p --user --system --installation= "
    "--file-forwarding --nosession --unset-env= --sandbox --die-with-parent";
inline constexpr std::string_view k_flatpak_spawn =
    "--host --env=@a --clear-env@i --watch-bus --sandbox --latest-version --no-network "
    "--forward-fd= --directory=@d --unset-env= --sandbox-expose= -v";
inline constexpr std::string_view k_flock =
    "-s,--shared -xe,--exclusive -n,--nb,--nonblock -w,--timeout,--wait= -E,--conflict-exit-code= "
    "-o,--close -u,--unlock -c,--command=@c -F,--no-fork --fcntl --verbose -h,--help@h "
    "-V,--version@h";
inline constexpr std::string_view k_flox_activate =
    "-d,--dir= -r,--remote= -t,--trust -c,--command=@c -s,--start-services -m,--mode= "
    "--print-script@h";
inline constexpr std::string_view k_fly = "-t,--access-token= --verbose --debug";
inline constexpr std::string_view k_fly_machine_exec =
    "-a,--app= -c,--config= --container= --timeout= -q";
inline constexpr std::string_view k_fly_machine_run =
    "-a,--app= -c,--config= -e,--env=@a --entrypoint=@E -r,--region= --rm --name= -n= -p,--port= "
    "-v,--volume= --vm-size= --vm-memory= --vm-cpus= --user= -o,--org= --shell --command= "
    "-d,--detach -i,--it -t";
inline constexpr std::string_view k_fly_ssh_console =
    "-C,--command=@c -a,--app= -c,--config= -o,--org= -r,--region= -u,--user= -s,--select "
    "-A,--address= -g,--process-group= -q,--quiet --machine= --container= --pty";
inline constexpr std::string_view k_fnm_exec =
    "--using= --arch= --log-level= --node-dist-mirror= --fnm-dir= --version-file-strategy= "
    "--corepack-enabled --resolve-engines";
inline constexpr std::string_view k_foot =
    "-c,--config= -o,--override= -f,--font= -w,--window-size-pixels= -W,--window-size-chars= "
    "-s,--server? -t,--term= -T,--title= -a,--app-id= -D,--working-directory=@d -d,--log-level= "
    "-l,--log-colorize? -p,--print-pid= -C,--check-config@h -H,--hold -L,--login-shell "
    "-m,--maximized -F,--fullscreen -S,--log-no-syslog -N,--no-wait -e -h,--help@h -v,--version@h";
inline constexpr std::string_view k_gcloud =
    "--project= --account= --configuration= --format= --verbosity= --billing-project= "
    "--impersonate-service-account= --access-token-file= --flags-file= --flatten= --trace-token= "
    "-q,--quiet --log-http --user-output-enabled? --no-user-output-enabled -h,--help@h";
inline constexpr std::string_view k_gcloud_ssh =
    "--command=@c --zone= --project= --account= --configuration= --container= --ssh-flag= "
    "--ssh-key-file= --ssh-key-expiration= --ssh-key-expire-after= --strict-host-key-checking= "
    "--network= --region= --dest-group= --format= --verbosity= --force-key-file-overwrite "
    "--internal-ip --plain --tunnel-through-iap --troubleshoot --dry-run@h -q,--quiet -h,--help@h";
inline constexpr std::string_view k_gh_codespace_ssh =
    "-c,--codespace= -d,--debug --debug-file= --profile= --server-port= --config@h -R= "
    "--repo-owner=";
inline constexpr std::string_view k_git =
    "-c=@g -C=@d --git-dir= --work-tree= --namespace= --exec-path? --config-env= --attr-source= "
    "--super-prefix= --list-cmds= -pP --paginate --no-pager --bare --no-replace-objects "
    "--no-lazy-fetch --no-optional-locks --no-advice --literal-pathspecs --glob-pathspecs "
    "--noglob-pathspecs --icase-pathspecs -v,--version@h -h,--help@h --html-path@h --man-path@h "
    "--info-path@h";
inline constexpr std::string_view k_git_archive =
    "--receive-pack=@c --exec=@c -o,--push-option= -adfnquv46l --remote= --format= --prefix= "
    "--output= --repo= --force-with-lease?";
inline constexpr std::string_view k_git_clone =
    "-u,--upload-pack=@c -aefklmnpPqtv46N -b,--branch= -c,--config= -j,--jobs= -o,--origin= -s -X= "
    "--depth= --reference= --template= --filter= --separate-git-dir= --refmap= --shallow-since= "
    "--server-option= --sort= --bundle-uri= --recurse-submodules? --bare --mirror";
inline constexpr std::string_view k_git_difftool =
    "-x,--extcmd=@c -t,--tool= -d,--dir-diff -g,--gui -y,--no-prompt --prompt --rotate-to= "
    "--skip-to= --tool-help --symlinks --trust-exit-code";
inline constexpr std::string_view k_git_filter_branch =
    "-f,--force -d= --setup=@c --subdirectory-filter= --env-filter=@c --tree-filter=@c "
    "--index-filter=@c --parent-filter=@c --msg-filter=@c --commit-filter=@c --tag-name-filter=@c "
    "--prune-empty --original= --state-branch= --remap-to-ancestor";
inline constexpr std::string_view k_git_grep =
    "-O,--open-files-in-pager?@c -abEFGHIhiLlnoPpqrvWwz -e= -f= -A= -B= -C= -m= --threads= "
    "--max-depth= --context= --color? --untracked --no-index --cached --recurse-submodules "
    "--parent-basename= --and --or --not --all-match";
inline constexpr std::string_view k_git_rebase =
    "-x,--exec=@c -i,--interactive -s,--strategy= -X,--strategy-option= -C= -S? -f -m -k -n -q -v "
    "-r,--rebase-merges? --onto= --empty= --whitespace= --root --autosquash --autostash "
    "--update-refs --abort --continue --skip --keep-base --no-verify --signoff";
inline constexpr std::string_view k_go_run =
    "_C=@d _a _n@h _x _v _race _msan _asan _cover _work _trimpath _modcacherw _linkshared "
    "_buildvcs? _p= _asmflags= _buildmode= _compiler= _covermode= _coverpkg= _gccgoflags= "
    "_gcflags= _installsuffix= _ldflags= _mod= _modfile= _overlay= _pgo= _pkgdir= _tags= "
    "_toolexec= _exec=";
inline constexpr std::string_view k_go_task =
    "-d,--dir=@d -t,--taskfile=@f -g,--global -l,--list@h -a,--list-all@h --summary@h --status@h "
    "-n,--dry@h -p,--parallel -s,--silent -v,--verbose -w,--watch -f,--force --force-all "
    "-c,--color -C,--concurrency= -I,--interval= -o,--output= --output-group-begin= "
    "--output-group-end= --output-group-error-only -x,--exit-code -i,--init@h --version@h -y,--yes "
    "--sort= --experiments@h --insecure --download --offline --timeout= --clear-cache --json "
    "--no-status --completion= -h,--help@h";
inline constexpr std::string_view k_guix_environment =
    "-C,--container -D,--development -f,--file= -m,--manifest= -e,--expression= -p,--profile= "
    "-E,--preserve= -N,--network -F,--emulate-fhs -L,--load-path= --pure --share= --expose= "
    "--check --ad-hoc -l,--load= -r,--root= -s,--system= -W -P,--link-profile -u,--user= -h@h";
inline constexpr std::string_view k_hatch =
    "-e,--env= -p,--project= -v -q --data-dir= --cache-dir= --config= --color --no-color "
    "--interactive --no-interactive --version@h -h@h";
inline constexpr std::string_view k_hatch_env_run =
    "-e,--env= -i,--include= -x,--exclude= -f,--filter= --force-continue --ignore-compat";
inline constexpr std::string_view k_heaptrack =
    "-d,--debug -r,--raw --record-only -o,--output= -q,--quiet -p,--pid=@h -a,--analyze=@h";
inline constexpr std::string_view k_heroku_run =
    "-a,--app= -r,--remote= -s,--size= -x,--exit-code --no-notify --no-tty --no-launcher --type= "
    "-e,--env= -l,--listen";
inline constexpr std::string_view k_hyperfine =
    "-w,--warmup= -m,--min-runs= -M,--max-runs= -r,--runs= -s,--setup=@c -p,--prepare=@c "
    "-c,--cleanup=@c -C,--conclude=@c --reference=@c -P,--parameter-scan=== "
    "-D,--parameter-step-size= -L,--parameter-list== -S,--shell= -N -i,--ignore-failure --style= "
    "--sort= -u,--time-unit= --export-asciidoc= --export-csv= --export-json= --export-markdown= "
    "--export-orgmode= --show-output --output= --input= -n,--command-name= -h,--help@h "
    "-V,--version@h";
inline constexpr std::string_view k_i386 =
    "-B,--32bit -F,--fdpic-funcptrs -I,--short-inode -L,--addr-compat-layout "
    "-R,--addr-no-randomize -S,--whole-seconds -T,--sticky-timeouts -X,--read-implies-exec "
    "-Z,--mmap-page-zero -3,--3gb --4gb --uname-2.6 -v,--verbose -p,--pid= --show?@h --list@h "
    "-h,--help@h -V,--version@h";
inline constexpr std::string_view k_incus = "--project= --debug --verbose -v --force-local -q";
inline constexpr std::string_view k_incus_exec =
    "--cwd=@d -n,--disable-stdin@n --env=@a -t,--force-interactive -T,--force-noninteractive "
    "--group= --mode= --user= --project=";
inline constexpr std::string_view k_infisical_run =
    "-c,--command=@c -e,--env= --path= --token= --projectId= --project-config-dir= --tags= -t= "
    "--secret-overriding? --expand? --include-imports? --recursive? --watch -w --watch-interval= "
    "--domain= --silent";
inline constexpr std::string_view k_ionice =
    "-c,--class= -n,--classdata= -p,--pid=@h -P,--pgid=@h -u,--uid=@h -t,--ignore -h,--help@h "
    "-V,--version@h";
inline constexpr std::string_view k_jruby =
    "-a -c@h -h@h -l -n -p -s -S -u -U -v -w -y -W? -0? -i? -T? -C=@d -X=@d -E,--encoding= -F? -I= "
    "-K? -r= -x? -e=@h -d --yjit --jit --version@h --help@h --disable= --enable= --verbose";
inline constexpr std::string_view k_just =
    "-f,--justfile=@f -d,--working-directory=@d -c,--command@k --set== --shell= --shell-arg= "
    "--shell-command --clear-shell-args -E,--dotenv-path= --dotenv-filename= --color= "
    "--command-color= --chooser= --cygpath= --dump-format= --tempdir= --timestamp-format= "
    "--alias-style= --unstable -n,--dry-run@h -l,--list@h --list-heading= --list-prefix= "
    "--summary@h -s,--show@h --usage@h --evaluate@h --variables@h --groups@h --changelog@h "
    "--completions@h --man@h --choose --dump@h --fmt@h --init@h -e,--edit@h --check -q,--quiet "
    "-u,--unsorted -v,--verbose -g,--global-justfile --highlight --no-highlight --no-aliases "
    "--no-deps --no-dotenv --one --timestamp --yes --explain --allow-missing -V,--version@h "
    "-h,--help@h";
inline constexpr std::string_view k_k3s = "-p,--profile= --alsologtostderr -v=";
inline constexpr std::string_view k_kamal_app_exec =
    "-i,--interactive --reuse -e,--env= --detach -d,--destination= -h,--hosts= -p,--primary "
    "-r,--roles= -c,--config-file= --version= -v -q";
inline constexpr std::string_view k_kitty =
    "-c,--config= -o,--override= -d,--directory,--working-directory=@d -T,--title= "
    "--class,--app-id= --name= --session= --listen-on= --instance-group= --start-as= --position= "
    "--grab-keyboard --hold -1,--single-instance --wait-for-single-instance-window-close --detach "
    "--detached-log= --debug-rendering --debug-input --debug-font-fallback -h,--help@h "
    "-v,--version@h -e";
inline constexpr std::string_view k_knife_ssh =
    "-a,--attribute= -C,--concurrency= -G,--ssh-gateway= -i,--ssh-identity-file= -p,--ssh-port= "
    "-P,--ssh-password? -t,--ssh-timeout= -x,--ssh-user= -c,--config= -E,--environment= -k,--key= "
    "-s,--server-url= -u,--user= -m,--manual-list --host-key-verify --no-host-key-verify -A "
    "-e,--exit-on-error -V -y,--yes -h,--help@h";
inline constexpr std::string_view k_kubectl_global =
    "-n,--namespace= --context= --cluster= --kubeconfig= -s,--server= --token= --user= --as= "
    "--as-group= --as-uid= --request-timeout= -v,--v= --cache-dir= --certificate-authority= "
    "--client-certificate= --client-key= --insecure-skip-tls-verify --log-flush-frequency= "
    "--match-server-version --password= --username= --profile= --profile-output= "
    "--tls-server-name= --vmodule= --warnings-as-errors --disable-compression --config=";
inline constexpr std::string_view k_kubectl_own = "-h,--help@h";
inline constexpr std::string_view k_kubectl = joined<k_kubectl_global, k_kubectl_own>;
inline constexpr std::string_view k_kubectl_create_cronjob_own =
    "--image=@M --schedule= --from= --restart= -r,--replicas= --port= --dry-run? -o,--output= "
    "--save-config --validate? --field-manager= --template= -h,--help@h";
inline constexpr std::string_view k_kubectl_create_cronjob =
    joined<k_kubectl_global, k_kubectl_create_cronjob_own>;
inline constexpr std::string_view k_kubectl_debug_own =
    "--image=@M --custom= -c,--container= --copy-to= --env=@a -f,--filename= --image-pull-policy= "
    "-i,--stdin@I -t,--tty -q,--quiet --replace --same-node --set-image= --share-processes "
    "--target= --attach --arguments-only --keep-annotations --keep-init-containers --keep-labels "
    "--keep-liveness --keep-readiness --keep-startup --node-name= --as-root --as-user= -h,--help@h";
inline constexpr std::string_view k_kubectl_debug = joined<k_kubectl_global, k_kubectl_debug_own>;
inline constexpr std::string_view k_kubectl_exec_own =
    "-c,--container= -f,--filename= -i,--stdin@I -t,--tty -q,--quiet --pod-running-timeout= "
    "-h,--help@h";
inline constexpr std::string_view k_kubectl_exec = joined<k_kubectl_global, k_kubectl_exec_own>;
inline constexpr std::string_view k_kubectl_rsh_own =
    "-c,--container= --shell= -T,--no-tty -t,--tty -f= --timeout= -e? -h,--help@h";
inline constexpr std::string_view k_kubectl_rsh = joined<k_kubectl_global, k_kubectl_rsh_own>;
inline constexpr std::string_view k_kubectl_run_own =
    "--image=@M --command@K -i,--stdin@I -t,--tty -q,--quiet --rm --restart= -l,--labels= --env=@a "
    "--port= --overrides= --override-type= --limits= --requests= --dry-run? -o,--output= "
    "--template= --image-pull-policy= --pod-running-timeout= --attach --leave-stdin-open "
    "--privileged --expose -f,--filename= --grace-period= --timeout= --annotations= "
    "--field-manager= --serviceaccount= --show-managed-fields --wait -h,--help@h";
inline constexpr std::string_view k_kubectl_run = joined<k_kubectl_global, k_kubectl_run_own>;
inline constexpr std::string_view k_ld_so =
    "--library-path= --preload= --audit= --inhibit-rpath= --inhibit-cache --glibc-hwcaps-prepend= "
    "--glibc-hwcaps-mask= --argv0= --list@h --verify@h --list-tunables@h --list-diagnostics@h "
    "--help@h --version@h";
inline constexpr std::string_view k_lerna_exec =
    "--scope= --ignore= --stream --parallel --concurrency= --since? --no-bail --no-prefix "
    "--profile";
inline constexpr std::string_view k_lerna_run =
    "--scope= --ignore= --stream --parallel --concurrency= --since? --npm-client= --no-bail "
    "--no-prefix --profile --include-dependencies --skip-nx-cache";
inline constexpr std::string_view k_less =
    "-b= -h= -j= -k= -o= -O= -p= -P= -t= -T= -x= -y= -z= -D= -#";
inline constexpr std::string_view k_limactl_shell =
    "--shell= --workdir=@d --debug --tty? --log-level= --preserve-env --start";
inline constexpr std::string_view k_lockrun =
    "-L,--lockfile= -W,--wait -V -M,--maxtime= -R -Q,--quiet -I,--idempotent -S -N";
inline constexpr std::string_view k_ltrace =
    "-bcCfhiLrStTV -a,--align= -A= -D,--debug= -e= -F,--config= -l,--library= -n,--indent= "
    "-o,--output= -p=@h -s= -u= -w,--where= -x= --demangle --help@h --version@h";
inline constexpr std::string_view k_lxc_attach =
    "-n,--name= -a,--arch= -e,--elevated-privileges? -s,--namespaces= -R,--remount-sys-proc "
    "--keep-env --clear-env@i -v,--set-var=@a --keep-var= -L,--pty-log= -u,--uid= -g,--gid= "
    "-P,--lxcpath= -f,--rcfile= -o,--logfile= -l,--logpriority= -q --context=";
inline constexpr std::string_view k_machinectl =
    "-E,--setenv=@a --uid= -M,--machine= -q,--quiet -H= --no-pager";
inline constexpr std::string_view k_man =
    "-P,--pager=@c -C,--config-file= -R,--recode= -L,--locale= -m,--systems= -M,--manpath= -Ss "
    "--sections= -e,--extension= -r,--prompt= -E,--encoding= -p,--preprocessor= -H,--html? "
    "-T,--troff-device? -adDfkKlWwcVtuiIhXZ";
inline constexpr std::string_view k_mise =
    "-C,--cd=@d -E,--env= -j,--jobs= -q,--quiet -v,--verbose -y,--yes --raw --silent -h@h --help@h "
    "--version@h";
inline constexpr std::string_view k_mise_exec =
    "-C,--cd=@d -E,--env= -j,--jobs= -c,--command=@c --raw --fresh-env --no-prepare --no-deps -q "
    "-v -y";
inline constexpr std::string_view k_mise_r =
    "-C,--cd=@d -E,--env= -j,--jobs= -n,--dry-run@h -f,--force -o,--output= -p,--prefix "
    "-i,--interleave -q,--quiet -S,--silent -r,--raw -s,--shell= -t,--tool= --timings --no-timings "
    "--no-cache -y -v --fresh-env --timeout= --skip-deps";
inline constexpr std::string_view k_mosh =
    "-4,_4 -6 -a -n -p,--port= --client= --server= --predict= --ssh= --family= --local --no-init "
    "--no-ssh-pty --ssh-pty --bind-server= --experimental-remote-ip= --help@h --version@h";
inline constexpr std::string_view k_mpiexec =
    "-n= _np= -N= -x= -c= _H= _host= _hostfile= _machinefile= _wdir=@d --hostfile= --host= "
    "--map-by= --bind-to= --mca== _mca== --oversubscribe --allow-run-as-root _q _v";
inline constexpr std::string_view k_nc =
    "-46bDdFhklNnrStUuvZzCTm -c,--sh-exec=@C -e,--exec=@e -I= -i= -M= -O= -P= -p= -q= -s= -V= -W= "
    "-w= -X= -x= -g= -G= -o= --lua-exec= --allow= --deny= --proxy= --listen --keep-open --ssl";
inline constexpr std::string_view k_nix =
    "--extra-experimental-features= --experimental-features= --option== --impure -L "
    "--print-build-logs --offline --refresh -v --quiet --verbose --accept-flake-config "
    "--log-format= -j= --max-jobs= --help@h --version@h";
inline constexpr std::string_view k_nix_run =
    "--impure -L --print-build-logs --offline --refresh --no-write-lock-file -I,--include= --arg== "
    "--argstr== -f,--file= --override-input== --inputs-from= --option== "
    "--extra-experimental-features= --experimental-features= --accept-flake-config -v --quiet "
    "-i,--ignore-environment -k,--keep= -u,--unset=";
inline constexpr std::string_view k_nix_shell =
    "--run=@c --command=@c -p,--packages -A,--attr= -I= --arg== --argstr== --pure -j= --option== "
    "-E,--expr= -i= --keep= --exclude= -Q -v --help@h --version@h";
inline constexpr std::string_view k_node =
    "-e,--eval=@h -p,--print=@h -c,--check@h -v,--version@h -h,--help@h -i,--interactive@h "
    "-r,--require= --import= --loader,--experimental-loader= -C,--conditions= --run=@R "
    "--input-type= --env-file= --env-file-if-exists= --title= --icu-data-dir= --openssl-config= "
    "--redirect-warnings= --trace-event-categories= --test-name-pattern=";
inline constexpr std::string_view k_nodemon =
    "-x,--exec=@c -e,--ext= -w,--watch= -i,--ignore= -d,--delay= -s,--signal= --cwd=@d --config= "
    "-q,--quiet -V,--verbose -C,--on-change-only -I,--no-stdin -L,--legacy-watch --inspect? "
    "--inspect-brk? -r,--require= -h,--help@h -v,--version@h";
inline constexpr std::string_view k_nomad_alloc_exec =
    "_address= _region= _namespace= _token= _task= _job _i _t _e= _group= _tty?";
inline constexpr std::string_view k_npm =
    "--prefix=@d -C=@d -w,--workspace= --workspaces,-W --registry= --cache= --userconfig= "
    "--loglevel= --script-shell= --node-options= --if-present --silent -s --include= --omit= "
    "--tag= --help@h -h@h -v,--version@h";
inline constexpr std::string_view k_npm_exec =
    "-c,--call=@c -p,--package= --prefix=@d -C=@d -w,--workspace= --workspaces -y,--yes --no "
    "--registry= --cache= --userconfig= --loglevel= --script-shell= -h,--help@h";
inline constexpr std::string_view k_npm_restart =
    "--prefix=@d -C=@d -w,--workspace= --workspaces,-W --registry= --cache= --userconfig= "
    "--loglevel= --script-shell= --node-options= --if-present --silent -s --include= --omit= "
    "--tag= --ignore-scripts?@A";
inline constexpr std::string_view k_npm_run_all =
    "-c,--continue-on-error -l,--print-label -n,--print-name -p,--parallel -r,--race "
    "-s,--sequential,--serial --silent --aggregate-output --max-parallel= --npm-path= -h,--help@h "
    "-v,--version@h";
inline constexpr std::string_view k_npx =
    "-y,--yes -n --no --no-install -p,--package= -c,--call=@c -w,--workspace= --workspaces "
    "--include-workspace-root --prefix=@d --shell= --shell-auto-fallback? --userconfig= --cache= "
    "--registry= --npm= --node-arg= -q,--quiet --silent -s --ignore-existing --always-spawn "
    "--loglevel= --prefer-offline --offline --prefer-online -h,--help@h -v,--version@h";
inline constexpr std::string_view k_nsenter =
    "-a,--all -t,--target= -N,--net-socket= -m,--mount? -u,--uts? -i,--ipc? -n,--net? -p,--pid? "
    "-C,--cgroup? -U,--user? -T,--time? -S,--setuid= -G,--setgid= --preserve-credentials "
    "--keep-caps -r,--root? -w,--wd?@d -W,--wdns? -e,--env -F,--no-fork -Z,--follow-context "
    "-c,--join-cgroup -h,--help@h -V,--version@h";
inline constexpr std::string_view k_nsjail =
    "-h,--host= -p,--port= -t,--timeout= -s,--strict -q,--quiet -C,--config= -M= -Q -u,--user= "
    "-g,--group= -R= -B=";
inline constexpr std::string_view k_numactl =
    "-i,--interleave= -w,--weighted-interleave= -m,--membind= -N,--cpunodebind= -C,--physcpubind= "
    "-P,--preferred-many= -p,--preferred= -l,--localalloc -b,--balancing -a,--all -c,--cpubind= "
    "-H,--hardware@h -s,--show@h -V";
inline constexpr std::string_view k_nx_any =
    "-t,--targets,--target=@t -p,--projects,--project= -c,--configuration= --parallel= --exclude= "
    "--runner= --base= --head= --files= --skip-nx-cache --skipNxCache --verbose --nx-bail "
    "--graph?@h --output-style= --all";
inline constexpr std::string_view k_onchange =
    "-i,--initial -k,--kill -d,--delay= -e,--exclude= -a,--add -f,--filter= -j,--jobs= "
    "-v,--verbose -p,--poll= -o,--outpipe=@c --await-write-finish=";
inline constexpr std::string_view k_op =
    "--account= --cache --config= --debug --encoding= --format= --iso-timestamps --no-color "
    "--session= -h@h -v@h";
inline constexpr std::string_view k_op_run =
    "--env-file= --no-masking --environment= --account= --cache --session=";
inline constexpr std::string_view k_orb =
    "-m,--machine= -u,--user= -w,--workdir=@d -p,--path -s,--shell@J -h,--help@h";
inline constexpr std::string_view k_parallel_sem =
    "-0,--null@0 -a,--arg-file=@A -B= -C,--colsep= -d,--delimiter= -D= -E= -e? -I=@R -i? "
    "-J,--profile= -P= -k,--keep-order -L= -l? -m,--xargs@X -X@X -N,--max-replace-args=@N "
    "-n,--max-args=@N -p,--interactive -q,--quote@q -r,--no-run-if-empty -S,--sshlogin=@S "
    "-s,--max-chars= -t,--verbose -T -u,--ungroup -U= -v -W= -x,--exit --arg-sep= --arg-file-sep= "
    "--basefile,--bf= --block,--block-size= --cat --cleanup --compress --ctag --ctagstring= "
    "--delay= --dry-run,--dryrun@h --embed --env= --eta --bar --fifo --filter= --files --gnu "
    "--group --halt,--halt-on-error= --header= --hostgroups --id= --joblog= --limit= "
    "--line-buffer,--linebuffer,--lb --link --load= --max-line-length-allowed --memfree= "
    "--memsuspend= --nice= --no-notice --will-cite --citation --onall --nonall --output-as-files "
    "--outputasfiles --parens= --pipe,--spreadstdin@p --pipepart,--pipe-part@p --plain --plus "
    "--progress --recend= --recstart= --record-env --regexp --results,--res= --resume "
    "--resume-failed --retries= --retry-failed --return= --round-robin --rpl= --rsync-opts= "
    "--seqreplace= --semaphore@F --semaphorename= --semaphoretimeout= --shard= --shebang "
    "--shebang-wrap --shuf --skip-first-line --sql= --sqlmaster= --sqlworker= --ssh= --sshdelay= "
    "--sshloginfile,--slf=@S --tag --tagstring= --template= --termseq= --timeout= --tmpdir= --tmux "
    "--total-jobs= --tollef --transferfile,--tf= --trc= --trim= --use-cpus-instead-of-cores --wait "
    "--wd,--workdir= --help@h -h@h --version@h --number-of-cores@h";
inline constexpr std::string_view k_parallel_own = "-j,--jobs,--max-procs= --fg --bg";
inline constexpr std::string_view k_parallel = joined<k_parallel_sem, k_parallel_own>;
inline constexpr std::string_view k_sem_own = "-j,--jobs,--max-procs=@F --fg@F --bg@F";
inline constexpr std::string_view k_sem = joined<k_parallel_sem, k_sem_own>;
inline constexpr std::string_view k_parallel_ssh =
    "-h,--hosts= -H,--host= -l,--user= -p,--par= -o,--outdir= -e,--errdir= -t,--timeout= "
    "-O,--option= -x,--extra-args= -X= -v -A -i,--inline -I,--send-input -P --inline-stdout";
inline constexpr std::string_view k_pdm =
    "-c,--config= -v,--verbose -q,--quiet -I,--ignore-python -h,--help@h -V,--version@h";
inline constexpr std::string_view k_pdm_run =
    "-g,--global -p,--project= -s,--site-packages --venv= --recreate -l,--list@h --json "
    "-v,--verbose -q,--quiet -h,--help@h";
inline constexpr std::string_view k_pdsh =
    "-w= -x= -l= -f= -t= -u= -R= -g= -X= -a -S -N -b -d -A -i -P -M= -V@h -q@h";
inline constexpr std::string_view k_perf =
    "--help@h --version@h --no-pager -p --paginate --debugfs-dir= --exec-path? --buildid-dir= -v";
inline constexpr std::string_view k_perf_kvm_record =
    "-e,--event= -o,--output= -r,--repeat= -x,--field-separator= -F,--freq= -c,--count= "
    "-m,--mmap-pages= -p,--pid= -t,--tid= -C,--cpu= -G,--cgroup= -D,--delay= -I,--interval-print= "
    "-j,--branch-filter= -b -g -a -d -v -i -n -B -A -s -S -T -R -N -q -P -W -k= -u,--uid= "
    "--call-graph= --filter= --log-fd= --metrics= -M= --topdown --timeout= --control= --pre= "
    "--post= --per-core --no-big-num -h";
inline constexpr std::string_view k_perl =
    "-a -c@h -f -l? -n -p -s -S -t -T -u -U -v@h -w -W -X -0? -C? -d? -D? -F? -h@h -i? -I= -m? -M? "
    "-x? -e=@h -E=@h -V@h";
inline constexpr std::string_view k_php =
    "-a@h -r=@h -B=@h -R=@h -E= -l@h -i@h -m@h -v,--version@h -h,--help@h --ini@h -C -n -q -e -s "
    "-w -c= -d= -f=@f -F= -S= -t= -z= -H --rf=@h --rc=@h --re=@h --ri=@h";
inline constexpr std::string_view k_pipenv =
    "-q --quiet -v --verbose --python= --site-packages --clear --version@h -h,--help@h --envs@h "
    "--where@h --venv@h";
inline constexpr std::string_view k_pipx_run =
    "--no-cache --path --pypackages --spec= --with= -v,--verbose -q,--quiet --python= "
    "--fetch-missing-python --fetch-python= --system-site-packages -i,--index-url= -e,--editable "
    "--pip-args= --backend=";
inline constexpr std::string_view k_pixi_run =
    "-e,--environment= --manifest-path= -m= -x,--executable --frozen --locked --no-install "
    "--no-lockfile-update --clean-env@i --skip-deps --force-activate --concurrent-downloads= "
    "--tls-root-certs= --pypi-keyring-provider= --as-is -n,--dry-run -v -q";
inline constexpr std::string_view k_pkexec =
    "--user= -u= --disable-internal-agent --keep-cwd --help@h --version@h";
inline constexpr std::string_view k_platform_environment_ssh =
    "-p,--project= -e,--environment= -A,--app= -I,--instance= --worker= -o,--option= --pipe --all "
    "-q";
inline constexpr std::string_view k_plink =
    "-AaCNnsTtvXx246V -l= -P= -i= -L= -R= -D= -m= _load= _pw= _pwfile= _ssh _batch _agent "
    "_hostkey=";
inline constexpr std::string_view k_pnpm =
    "-C,--dir=@d -F,--filter= --filter-prod= -r,--recursive -w,--workspace-root --parallel "
    "--stream --silent -s --if-present --no-bail --bail --sort --no-sort --reverse "
    "--aggregate-output --color --no-color --use-stderr --ignore-workspace --loglevel= --reporter= "
    "--workspace-concurrency= --resume-from= --report-summary --reporter-hide-prefix "
    "--changed-files-ignore-pattern= --test-pattern= --fail-if-no-match --include-workspace-root "
    "-h,--help@h -v,--version@h -c,--shell-mode@J";
inline constexpr std::string_view k_pnpm_dlx =
    "--package= -p= --allow-build= -c,--shell-mode@J -s,--silent --reporter= -C,--dir=@d";
inline constexpr std::string_view k_poetry =
    "-C,--directory=@d -P,--project= -n,--no-interaction -q,--quiet -v --ansi --no-ansi --no-cache "
    "--no-plugins -h,--help@h -V,--version@h";
inline constexpr std::string_view k_prlimit =
    "-p,--pid=@h -o,--output= --noheadings --raw --verbose -h,--help@h -V,--version@h -c,--core? "
    "-d,--data? -e,--nice? -f,--fsize? -i,--sigpending? -l,--memlock? -m,--rss? -n,--nofile? "
    "-q,--msgqueue? -r,--rtprio? -s,--stack? -t,--cpu? -u,--nproc? -v,--as? -x,--locks? "
    "-y,--rttime?";
inline constexpr std::string_view k_proot =
    "-r,--rootfs= -b,--bind=,_m= -q,--qemu= -w,--pwd,--cwd=@d -v,--verbose= -V,--version@h "
    "-h,--help@h -k,--kernel-release= -0,--root-id -i,--change-id= -R= -S= -l,--link2symlink "
    "--kill-on-exit";
inline constexpr std::string_view k_proxychains =
    "-q -f= -i -d -P,--port= -a,--address= -u,--user= -p,--pass= --shell@s --isolate --quiet "
    "--debug --help@h --version@h";
inline constexpr std::string_view k_py =
    "-bBdEiIOPqsSuvx -0@h -23 -W= -X= -c=@h -m=@m -V@h -h@h --version@h --help@h --list@h";
inline constexpr std::string_view k_pypy =
    "-bBdEiIOPqsSuvx -W= -X= --check-hash-based-pycs= -c=@h -m=@m -V,--version@h -h,-?,--help@h "
    "--help-all@h";
inline constexpr std::string_view k_railway_ssh =
    "-s,--service= -e,--environment= -p,--project= -d,--deployment-instance= --session?";
inline constexpr std::string_view k_retry =
    "-t,--times= -d,--delay= -u,--until= -w,--while= -m,--message= -h,--help@h -v";
inline constexpr std::string_view k_rsync =
    "-vqcarRbudlLkKHpEXAogDtOJNUSnWxyziPCsh468 -e,--rsh=@e --rsync-path=@P -f,--filter= "
    "-B,--block-size= -T,--temp-dir= -M,--remote-option= -@,--modify-window= --exclude= --include= "
    "--exclude-from= --include-from= --files-from= --compare-dest= --copy-dest= --link-dest= "
    "--partial-dir= --backup-dir= --suffix= --chmod= --chown= --usermap= --groupmap= --timeout= "
    "--contimeout= --bwlimit= --max-size= --min-size= --max-delete= --info= --debug= --out-format= "
    "--log-file= --log-file-format= --password-file= --port= --sockopts= --address= --read-batch= "
    "--write-batch= --only-write-batch= --protocol= --iconv= --checksum-choice= --compress-choice= "
    "--compress-level= --skip-compress= --stderr= --max-alloc= --stop-after= --stop-at= "
    "--early-input=";
inline constexpr std::string_view k_run0 =
    "-u,--user= -g,--group= -D,--chdir=@d -i@s --unit= --property= --description= --slice= "
    "--slice-inherit --nice= --setenv=@a --background= --pty --pipe --machine= --no-ask-password "
    "--via-shell --help@h --version@h";
inline constexpr std::string_view k_runuser =
    "-c,--command=@c --session-command=@c -l,--login -mp --preserve-environment -s,--shell=@S "
    "-g,--group= -G,--supp-group= -f,--fast -P,--pty -T,--no-pty -w,--whitelist-environment= "
    "-h,--help@h -V,--version@h -u,--user=@u";
inline constexpr std::string_view k_rush =
    "-j,--jobs= -i,--infile= -d,--field-delimiter= -D,--record-delimiter= -n,--nrecords= "
    "-J,--records-join-sep= -v,--assign= -r,--retries= --retry-interval= -t,--timeout= -T,--trim= "
    "-C,--succ-cmd-file= -o,--out-file= -I,--print-retry-output? -c,--continue -e,--stop-on-error "
    "-E -k,--keep-order --dry-run@h --verbose --eta --escape -q -h,--help@h -V,--version@h";
inline constexpr std::string_view k_salt =
    "-t,--timeout= -b,--batch-size,--batch= --batch-wait= -c,--config-dir= -l,--log-level= "
    "--log-file= --out,--output= --out-file= --return= -u,--user= -a,--auth= --username= "
    "--password= --gather-job-timeout= --metadata= --module-executors= -i --priv= --roster= "
    "--roster-file= --key-deploy --local -L,--list -G,--grain -E,--pcre -C,--compound "
    "-N,--nodegroup -S,--ipcidr -I,--pillar -R,--range -s,--static -p,--progress -v,--verbose "
    "--async --subset= --summary --show-timeout --retcode-passthrough -d,--doc@h -h,--help@h "
    "-V,--version@h";
inline constexpr std::string_view k_saml2aws_exec =
    "-a,--idp-account= -p,--profile= --exec-profile= --region= --role= --skip-prompt --shell=";
inline constexpr std::string_view k_scalingo_run =
    "-a,--app= -d,--detached -s,--size= -t,--type= -e,--env=@a -f,--file= --silent";
inline constexpr std::string_view k_scp =
    "-1346ABCOpqrTvR -a -f -N -b= -c= -D= -F= -i= -J= -l= -o=@o -P= -S=@S -s= -X=";
inline constexpr std::string_view k_screen =
    "-aAiOqUxR -d@D -D@D -m@M -r -l -L -S= -c= -e= -f -h= -p= -s= -t= -T= -X@X _ls@h _list@h "
    "_wipe@h _dm _Logfile= -v@h";
inline constexpr std::string_view k_script =
    "-a,--append -c,--command=@c -e,--return -f,--flush --force -B,--log-io= -I,--log-in= "
    "-O,--log-out= -T,--log-timing= -m,--logging-format= -E,--echo= -o,--output-limit= -q,--quiet "
    "-t,--timing? -k -p -d -r -F= -h,--help@h -V,--version@h";
inline constexpr std::string_view k_sed =
    "-nErsuzb --quiet --silent --posix --debug --help@h --version@h --sandbox@h --regexp-extended "
    "--separate --unbuffered --null-data --follow-symlinks -i,--in-place? -l,--line-length= "
    "-e,--expression=@e -f,--file=@f";
inline constexpr std::string_view k_setpriv =
    "-d,--dump@h -h,--help@h -V,--version@h --clear-groups --groups= --inh-caps= --ambient-caps= "
    "--bounding-set= --init-groups --keep-groups --list-caps@h --no-new-privs --rgid= --ruid= "
    "--regid= --reuid= --egid= --euid= --securebits= --pdeathsig= --ptracer= --selinux-label= "
    "--apparmor-profile= --reset-env --landlock-access= --landlock-rule= --seccomp-filter=";
inline constexpr std::string_view k_snap_run =
    "--shell@s --command= -r= --hook= --strace? --gdb --trace-exec";
inline constexpr std::string_view k_sops =
    "--verbose --config= --output-type= --input-type= --age= --kms= --pgp=";
inline constexpr std::string_view k_sops_exec_file =
    "--background --no-fifo --user= --input-type= --output-type= --filename=";
inline constexpr std::string_view k_split =
    "--filter=@c -a,--suffix-length= -b,--bytes= -C,--line-bytes= -l,--lines= -n,--number= "
    "-t,--separator= -d -x -e -u --additional-suffix= --numeric-suffixes? --hex-suffixes? "
    "--verbose --help@h --version@h";
inline constexpr std::string_view k_srun =
    "-n,--ntasks= -N,--nodes= -c,--cpus-per-task= -p,--partition= -t,--time= -J,--job-name= "
    "-A,--account= -o,--output= -e,--error= -i,--input= -w,--nodelist= -D,--chdir=@d --mem= "
    "--gres= --pty -l -u -v -Q --exclusive?";
inline constexpr std::string_view k_sst_bind = "--stage= --target= --profile=";
inline constexpr std::string_view k_stack =
    "--resolver,--snapshot= --stack-yaml= --work-dir= --stack-root= -v,--verbose --verbosity= "
    "-s,--silent --color= --terminal --no-terminal --compiler= --ghc-options= --nix --no-nix "
    "--docker --no-docker --system-ghc --no-system-ghc --install-ghc --no-install-ghc "
    "--skip-ghc-check --arch= --jobs,-j= --numeric-version@h --version@h --help@h";
inline constexpr std::string_view k_stack_exec =
    "--package= --cwd=@d --plain --rts-options= --ghc-package-path --no-ghc-package-path "
    "--stack-exe --no-stack-exe --keep-locale-charset --no-keep-locale-charset "
    "--resolver,--snapshot= --stack-yaml= --help@h";
inline constexpr std::string_view k_start_stop_daemon =
    "-x,--exec=@b -a,--startas=@b -S,--start -K,--stop@h -T,--status@h -H,--help@h -V,--version@h "
    "-b,--background -C,--no-close -m,--make-pidfile -N,--nicelevel= -O,--output= -p,--pidfile= "
    "-P,--procsched= -I,--iosched= -k,--umask= -n,--name= -u,--user= -c,--chuid= -g,--group= "
    "-s,--signal= -r,--chroot= -d,--chdir=@d -R,--retry= -o,--oknodo -q,--quiet -t,--test@h "
    "-v,--verbose -1,--stdout= -2,--stderr=";
inline constexpr std::string_view k_strace =
    "-CcDdFfhiknNqrtTvVwxyYzZ --follow-forks --output-separate --daemonize? -a,--columns= "
    "-b,--detach-on= -e,--trace-expr= -E,--env=@a -I,--interruptible= -o,--output= "
    "-O,--summary-syscall-overhead= -p,--attach=@h -P,--trace-path= -s,--string-limit= "
    "-S,--summary-sort-by= -u,--user= -U,--summary-columns= -X,--const-print-style= --trace= "
    "--abbrev= --verbose= --raw= --read= --write= --signals= --status= --fault= --inject= --kvm= "
    "--tips? --summary --summary-only --summary-wall-clock --absolute-timestamps? "
    "--relative-timestamps? --syscall-times? --decode-fds? --decode-pids? --instruction-pointer "
    "--stack-trace --no-abbrev --strings-in-hex? --syscall-number --quiet? --seccomp-bpf "
    "--successful-only --failed-only --argv0= --help@h --version@h";
inline constexpr std::string_view k_su =
    "-c,--command=@c --session-command=@c -l,--login -mp --preserve-environment -s,--shell=@S "
    "-g,--group= -G,--supp-group= -f,--fast -P,--pty -T,--no-pty -w,--whitelist-environment= "
    "-h,--help@h -V,--version@h";
inline constexpr std::string_view k_sudo =
    "-A,--askpass -B,--bell -b,--background -E -H,--set-home -K,--remove-timestamp@h "
    "-k,--reset-timestamp -l,--list@h -N,--no-update -n,--non-interactive -P,--preserve-groups "
    "-S,--stdin -V,--version@h -v,--validate@h -e,--edit@h -i,--login@s -s,--shell@s "
    "--preserve-env? -C,--close-from= -D,--chdir=@d -g,--group= -h,--host= --help@h -p,--prompt= "
    "-R,--chroot= -r,--role= -T,--command-timeout= -t,--type= -U,--other-user= -u,--user= "
    "-a,--auth-type= -c,--login-class=";
inline constexpr std::string_view k_summon =
    "-p,--provider= -f,--filepath= -e,--environment= -D= --yaml= -i,--ignore= -I,--ignore-all --up "
    "-h@h -v@h -V@h";
inline constexpr std::string_view k_systemd_cat =
    "-t,--identifier= -p,--priority= --stderr-priority= --level-prefix= --namespace= -h,--help@h "
    "--version@h";
inline constexpr std::string_view k_systemd_inhibit =
    "--what= --who= --why= --mode= --list@h --no-pager --no-legend --no-ask-password --help@h "
    "--version@h";
inline constexpr std::string_view k_systemd_nspawn =
    "-q,--quiet -b,--boot -a,--as-pid2 -n,--network-veth -x,--ephemeral -U -D,--directory= "
    "-M,--machine= -u,--user= -i,--image= -E,--setenv=@a -j -P,--pipe --chdir=@d --bind= "
    "--bind-ro= --bind-user= --tmpfs= --overlay= --overlay-ro= --hostname= --uuid= --template= "
    "--capability= --drop-capability= --network-bridge= --network-interface= --network-zone= "
    "-p,--port= -S,--slice= --property= --private-users? --read-only --volatile? --register= "
    "--keep-unit --console= --settings= --resolv-conf= --timezone= --link-journal= --kill-signal= "
    "--rlimit= --system-call-filter= --notify-ready= --personality= -Z,--selinux-context= "
    "-L,--selinux-apifs-context= --no-new-privileges= --private-network --root-hash= --pivot-root= "
    "--background= --suppress-sync= -h,--help@h --version@h";
inline constexpr std::string_view k_systemd_run =
    "--user --system --scope -t,--pty -P,--pipe -T -q,--quiet -G,--collect --wait -S,--shell@s "
    "-d,--same-dir -r,--remain-after-exit -v,--verbose -u,--unit= -p,--property= -E,--setenv=@a "
    "--working-directory=@d --uid= --gid= --nice= --slice= --slice-inherit --description= "
    "-H,--host= -M,--machine= --on-active= --on-boot= --on-startup= --on-unit-active= "
    "--on-unit-inactive= --on-calendar= --on-clock-change --on-timezone-change --timer-property= "
    "--path-property= --socket-property= --service-type= --send-sighup --no-block "
    "--no-ask-password --background= --expand-environment= --ignore-failure --job-mode= -C= "
    "-h,--help@h --version@h";
inline constexpr std::string_view k_taskset =
    "-a,--all-tasks -p,--pid@h -c,--cpu-list -h,--help@h -V,--version@h";
inline constexpr std::string_view k_time =
    "-a,--append -f,--format= -o,--output= -p,--portability -l -h -q,--quiet -v,--verbose "
    "-V,--version@h --help@h";
inline constexpr std::string_view k_timeout =
    "-k,--kill-after=@~ -s,--signal=@^ -f,--foreground -p,--preserve-status -v,--verbose -t= "
    "--help@h --version@h";
inline constexpr std::string_view k_tox_e =
    "-e= --skip-pkg-install -q -v --skip-env= --workdir= -c=";
inline constexpr std::string_view k_ts_node_dev =
    "--respawn --transpile-only,-T --exit-child --rs --cls,--clear --tree-kill --poll --notify? "
    "--quiet --ignore-watch= --watch= --interval= --debounce= --deps --all-deps --deps-level= "
    "--prefer-ts --compile-timeout= --dir= --cache-directory= -r,--require= -P,--project= "
    "-C,--compiler= -O,--compiler-options= --files --inspect? --inspect-brk? -h,--help@h "
    "-v,--version@h";
inline constexpr std::string_view k_tsh =
    "-l,--login= --proxy= --user= --ttl= -d,--debug -i,--identity= --cluster=";
inline constexpr std::string_view k_tsh_ssh =
    "-l,--login= -p,--port= -A -L= -R= -D= -N@h -t,--tty -o,--option= --cluster= -X -Y --invite= "
    "--reason= -x=";
inline constexpr std::string_view k_turbo =
    "--cwd=@d --color --no-color --api= --token= --team= --verbosity= --no-update-notifier "
    "--version@h --help@h -h@h";
inline constexpr std::string_view k_turbo_any =
    "-F,--filter= --cwd=@d --concurrency= --cache-dir= --cache= --env-mode= --continue? --dry?@h "
    "--dry-run?@h --force? --graph?@h --log-order= --log-prefix= --output-logs= --only --parallel "
    "--profile= --remote-only --summarize? --token= --team= --ui= --no-daemon --affected";
inline constexpr std::string_view k_unshare =
    "-m,--mount? -u,--uts? -i,--ipc? -n,--net? -p,--pid? -U,--user? -C,--cgroup? -T,--time? "
    "-f,--fork --mount-proc? --mount-binfmt? -r,--map-root-user -c,--map-current-user --map-auto "
    "--map-users= --map-groups= --map-user= --map-group= --kill-child? --keep-caps --propagation= "
    "--setgroups= -R,--root= -w,--wd=@d -S,--setuid= -G,--setgid= --monotonic= --boottime= "
    "-l,--load-interp= -h,--help@h -V,--version@h";
inline constexpr std::string_view k_uv_tool =
    "-q,--quiet -v,--verbose --offline --no-progress --no-cache -n --no-config "
    "--no-python-downloads --native-tls --managed-python --no-managed-python --color= --cache-dir= "
    "--config-file= --project= --directory=@d --allow-insecure-host= --python-preference= "
    "--preview";
inline constexpr std::string_view k_uv_own = "-h,--help@h -V,--version@h";
inline constexpr std::string_view k_uv = joined<k_uv_tool, k_uv_own>;
inline constexpr std::string_view k_uv_run_own =
    "-m,--module@m -s,--script@s --gui-script --with= -w= --with-editable= --with-requirements= "
    "--extra= --no-extra= --all-extras --group= --no-group= --only-group= --only-dev --no-dev "
    "--dev --no-default-groups --all-groups --no-editable --inexact --exact --env-file= "
    "--no-env-file --isolated --active --no-sync --locked --frozen --all-packages --package= "
    "--no-project -p,--python= -i,--index-url= --index= --default-index= --extra-index-url= "
    "-f,--find-links= --no-index --index-strategy= --keyring-provider= -U,--upgrade "
    "-P,--upgrade-package= --reinstall --reinstall-package= --resolution= --prerelease= "
    "--fork-strategy= --exclude-newer= --exclude-newer-package= -C,--config-setting= "
    "--config-settings-package= --no-build-isolation --no-build-isolation-package= --link-mode= "
    "--no-sources --no-build --no-build-package= --no-binary --no-binary-package= "
    "--compile-bytecode --refresh --refresh-package= --python-platform=";
inline constexpr std::string_view k_uv_run = joined<k_uv_tool, k_uv_run_own>;
inline constexpr std::string_view k_uv_tool_run_own =
    "--from= --with= -w= --with-editable= --with-requirements= -c,--constraints= "
    "-b,--build-constraints= --overrides= --isolated --env-file= --no-env-file -p,--python= "
    "-i,--index-url= --index= --default-index= --extra-index-url= -f,--find-links= --no-index "
    "--index-strategy= --keyring-provider= -U,--upgrade -P,--upgrade-package= --reinstall "
    "--reinstall-package= --resolution= --prerelease= --fork-strategy= --exclude-newer= "
    "-C,--config-setting= --link-mode= --no-sources --refresh --refresh-package= --torch-backend= "
    "--lfs -h,--help@h -V,--version@h";
inline constexpr std::string_view k_uv_tool_run = joined<k_uv_tool, k_uv_tool_run_own>;
inline constexpr std::string_view k_vercel =
    "-t,--token= -S,--scope= --cwd=@d -A,--local-config= -Q,--global-config= -d --debug -T=";
inline constexpr std::string_view k_virt_customize =
    "--run-command=@c --firstboot-command=@c -a,--add= -d,--domain= -c,--connect= -m,--memsize= "
    "-o,--output= --format= --size= --arch= --install= --uninstall= --upload= --copy-in= --mkdir= "
    "--write= --edit= --delete= --hostname= --root-password= --password= --ssh-inject= --timezone= "
    "--run= --firstboot= --smp= --network --no-network -q,--quiet -v,--verbose -x -l,--list@h "
    "--help@h -V,--version@h";
inline constexpr std::string_view k_viztracer =
    "-o,--output_file= -m,--module@m -u --output_dir= --tracer_entries= --max_stack_depth= "
    "--exclude_files= --include_files= --min_duration= --log_func_args --log_func_retval "
    "--log_print --log_gc --log_async --log_sparse --ignore_c_function --ignore_frozen --open "
    "--quiet --pid_suffix --combine=@h --compress=@h --decompress=@h --attach=@h -h,--help@h "
    "--version@h";
inline constexpr std::string_view k_volta_run =
    "--node= --npm= --yarn= --pnpm= --bundled-npm --no-npm --no-yarn --no-pnpm --env=@a";
inline constexpr std::string_view k_watch =
    "-b,--beep -c,--color -C,--no-color -d --differences? -e,--errexit -f,--follow -g,--chgexit "
    "-q,--equexit= -n,--interval= -p,--precise -r,--no-rerun -s,--shotsdir= -t,--no-title "
    "-w,--no-wrap -x,--exec@x -h,--help@h -v,--version@h";
inline constexpr std::string_view k_watchexec =
    "-w,--watch= -W,--watch-non-recursive= -F,--watch-file= -e,--exts= -f,--filter= -i,--ignore= "
    "-r,--restart -s,--signal= --stop-signal= --stop-timeout= -d,--debounce= -p,--postpone "
    "-c,--clear? -n --shell= -o,--on-busy-update= --delay-run= --poll? -E,--env=@a "
    "--project-origin= --workdir=@d --emit-events-to= --fs-events= --no-vcs-ignore "
    "--no-project-ignore --no-global-ignore --no-default-ignore --no-discover-ignore "
    "--ignore-nothing -N,--notify -q,--quiet -v --timings --wrap-process= -h,--help@h "
    "-V,--version@h";
inline constexpr std::string_view k_watchfiles =
    "--ignore-paths= --target-type= --filter= --args= --verbose --non-recursive --verbosity= "
    "--sigint-timeout= --grace-period= --sigkill-timeout= --ignore-permission-denied -h,--help@h "
    "-V,--version@h";
inline constexpr std::string_view k_watchmedo =
    "-d,--directory= -p,--patterns,--pattern= -i,--ignore-patterns,--ignore-pattern= "
    "-D,--ignore-directories -R,--recursive --interval,--timeout= --signal= --kill-after= "
    "--debounce-interval= --no-restart-on-command-exit -q,--quiet -v,--verbose -h,--help@h";
inline constexpr std::string_view k_watchmedo_shell_command =
    "-c,--command=@c -p,--patterns,--pattern= -i,--ignore-patterns,--ignore-pattern= "
    "-D,--ignore-directories -R,--recursive --interval,--timeout= -w,--wait -W,--drop -q,--quiet "
    "-v,--verbose -h,--help@h";
inline constexpr std::string_view k_wsl =
    "-d,--distribution= -u,--user= --cd=@d -e,--exec --system --shell-type= -l,--list@h "
    "--shutdown@h --status@h -t,--terminate=@h --version@h --help@h";
inline constexpr std::string_view k_xargs =
    "-0,--null@0 -a,--arg-file=@A -d,--delimiter=@D -E=@E -e,--eof?@E -I=@R -i,--replace?@R -J=@R "
    "-R= -S= -L=@L -l,--max-lines?@L -n,--max-args=@N -o,--open-tty -P,--max-procs=@% "
    "-p,--interactive -r,--no-run-if-empty@r -s,--max-chars=@% -t,--verbose -x,--exit "
    "--process-slot-var= --show-limits --help@h --version@h";
inline constexpr std::string_view k_xvfb_run =
    "-a,--auto-servernum,--auto-display -e,--error-file= -f,--auth-file= -h,--help@h "
    "-n,--server-num= -l,--listen-tcp -p,--xauth-protocol= -s,--server-args= -w,--wait= -d";
inline constexpr std::string_view k_yarn =
    "--cwd=@d -s,--silent --verbose --offline --json --non-interactive --frozen-lockfile "
    "--use-yarnrc= --cache-folder= --modules-folder= --mutex= --registry= --network-timeout= "
    "--emoji? --production? -v,--version@h -h,--help@h";
inline constexpr std::string_view k_yarn_run =
    "-T,--top-level -B,--binaries-only --inspect? --inspect-brk? --require= -s,--silent";
inline constexpr std::string_view k_yarn_workspaces_foreach =
    "-A,--all -R,--recursive -W,--worktree -p,--parallel -i,--interlaced -v,--verbose "
    "-t,--topological --topological-dev --dry-run -n --since? --from= --include= --exclude= "
    "--jobs= -j= --no-private";
inline constexpr std::string_view k_zellij_run =
    "-c,--close-on-exit --cwd=@d -d,--direction= -f,--floating -i,--in-place -n,--name= "
    "-s,--start-suspended --height= --width= -x= -y=";
inline constexpr std::string_view k_zip =
    "-T -v --unzip-command=@c _TT=@c -b= -t= -n= -x= -i= -O= -P= -s= -Z= -j -r -q -u -m -9 -y -e "
    "-@";

}  // namespace interlock::grammar
