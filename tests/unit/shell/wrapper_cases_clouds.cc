#include "tests/unit/shell/wrapper_cases.h"

namespace interlock {
namespace {

constexpr WrapperCase k_cases[] = {
    {"aws ssm send-command --document-name AWS-RunShellScript --parameters 'commands=[\"psql -c "
     "\\\"x\\\"\",\"df\"]'",
     "aws ssm send-command (remote) (no input): text {psql -c \"x\"} || aws ssm send-command "
     "(remote) (no input): text {df}"},
    {"aws ssm send-command --parameters '{\"commands\":[\"psql\"]}'",
     "aws ssm send-command (remote) (no input): text {psql}"},
    {"aws ssm send-command --parameters commands=psql",
     "aws ssm send-command (remote) (no input): text {psql}"},
    {"aws ssm start-session --target i-1", "aws ssm start-session (remote): door"},
    {"aws ssm start-session --target i-1 --parameters command='psql'",
     "aws ssm start-session (remote) (no input): text {psql}"},
    {"aws ssm start-session --parameters portNumber=5432", ""},
    {"az ssh arc -n x -- psql", "az ssh arc (remote): text {psql}"},
    {"az ssh vm -g app -n x -- -t psql -c x", "az ssh vm (remote): text {psql -c x}"},
    {"az ssh vm -n x", "az ssh vm (remote): door"},
    {"bolt command run 'psql -c x' -t db", "bolt command run (remote): text {psql -c x} -t db"},
    {"consul exec -node=db psql -c x", "consul exec (remote): text {psql -c x}"},
    {"ctr -n k8s.io tasks exec --exec-id 1 abc psql", "ctr tasks exec (remote): psql"},
    {"ctr t exec --exec-id 1 abc psql", "ctr t exec (remote): psql"},
    {"ctr task exec --exec-id 1 abc psql", "ctr task exec (remote): psql"},
    {"docker service create --name x postgres:16 psql -c x",
     "docker service create (remote): psql -c x"},
    {"dsh -m db -- psql -c x", "dsh (remote): text {psql -c x}"},
    {"dvtm 'psql -c x'", "dvtm: text {psql -c x}"},
    {"elvish -c 'psql'", "elvish: text {psql}"},
    {"fab -H db -- psql -c x", "fab (remote): text {psql -c x}"},
    {"fab deploy", ""},
    {"foot psql", "foot (no input): psql"},
    {"gcloud --project p sql instances list", ""},
    {"gcloud alpha compute ssh vm -- psql", "gcloud alpha compute ssh (remote): text {psql}"},
    {"gcloud beta compute ssh vm --command psql", "gcloud beta compute ssh (remote): text {psql}"},
    {"gcloud cloud-shell ssh --command=psql", "gcloud (remote): text {psql}"},
    {"gcloud compute instances list", ""},
    {"gcloud compute ssh vm", "gcloud compute ssh (remote): door"},
    {"gcloud compute ssh vm -- -L 5432:localhost:5432 psql -c x",
     "gcloud compute ssh (remote): text {psql -c x}"},
    {"k exec db -- psql", "k exec (remote) (no input): psql"},
    {"kitty psql", "kitty (no input): psql"},
    {"knife ssh 'role:db' 'psql -c x' -x deploy", "knife ssh (remote): text {psql -c x} -x deploy"},
    {"knife winrm 'role:db' 'psql -c x'", "knife winrm (remote): text {psql -c x}"},
    {"mssh -r eu i-1 psql", "mssh (remote): text {psql}"},
    {"nu -c 'psql'", "nu: text {psql}"},
    {"orb -m vm psql -c x", "orb (remote): psql -c x"},
    {"rush 'psql -c {}' -i hosts.txt", "rush (maybe): text {psql -c {}} -i hosts.txt"},
    {"salt '*' cmd.run 'psql -c x'", "salt cmd.run (remote) (no input): text {psql -c x}"},
    {"salt '*' test.ping", ""},
    {"salt-call --local cmd.run cmd='psql'", "salt-call cmd.run (no input): text {psql}"},
    {"salt-ssh db cmd.shell 'psql'", "salt-ssh cmd.shell (remote) (no input): text {psql}"},
    {"snap run psql -c x", "snap run: psql -c x"},
    {"virt-builder debian-12 --run-command psql", "virt-builder (remote): text {psql}"},
    {"virt-customize -a d.img --run-command psql", "virt-customize (remote): text {psql}"},
    {"virt-sysprep --run-command psql", "virt-sysprep (remote): text {psql}"},
    {"xonsh -c psql", "xonsh: text {psql}"},
    {"pnpm -c exec 'psql -c x'", "pnpm exec: text {psql -c x}"},
    {"ansible db -m shell -a 'chdir=/srv psql -c x'",
     "ansible (remote) (no input): text {psql -c x}"},
    {"ansible db -a 'cmd=\"psql -c x\" chdir=/srv'",
     "ansible (remote) (no input): text {psql -c x}"},
};

}  // namespace

std::span<const WrapperCase> wrapper_cases_clouds() { return k_cases; }

}  // namespace interlock
