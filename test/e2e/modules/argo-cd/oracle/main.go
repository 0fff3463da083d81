// Oracle answers questions with Argo CD's own code: one JSON object a line on stdin, one JSON answer a line on stdout.
// `argocd admin settings rbac can` uses the same enforcer, and starts for 0.2 s with each question.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"
	_ "unsafe" // go:linkname

	log "github.com/sirupsen/logrus"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/argoproj/argo-cd/v3/applicationset/controllers/template"
	"github.com/argoproj/argo-cd/v3/applicationset/generators"
	"github.com/argoproj/argo-cd/v3/applicationset/utils"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/assets"
	"github.com/argoproj/argo-cd/v3/util/glob"
	"github.com/argoproj/argo-cd/v3/util/rbac"
)

type question struct {
	// Who may do what.
	Policy      string `json:"policy"`
	DefaultRole string `json:"defaultRole"`
	Subject     string `json:"subject"`
	Action      string `json:"action"`
	Resource    string `json:"resource"`
	Object      string `json:"object"`
	// Whether a text fits a glob.
	Glob *string `json:"glob"`
	Text string  `json:"text"`
	// Whether an Application may be synced. Argo CD takes the offset of a time zone from the clock of this machine, so
	// ask about zones whose clocks are never changed.
	Windows     v1alpha1.SyncWindows  `json:"windows"`
	Application *v1alpha1.Application `json:"application"`
	At          time.Time             `json:"at"`
	Manual      bool                  `json:"manual"`
	// Which Applications a set makes of the folders of a repository.
	ApplicationSet *v1alpha1.ApplicationSet `json:"applicationSet"`
	Directories    []string                 `json:"directories"`
}

// The clock of Argo CD's own function is that of the machine; the one that takes a time is not exported.
//
//go:linkname canSyncAtTime github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1.(*SyncWindows).canSyncAtTime
func canSyncAtTime(windows *v1alpha1.SyncWindows, manual bool, at time.Time) (bool, error)

func may(q question) (bool, error) {
	enforcer := rbac.NewEnforcer(nil, "argocd", "argocd-rbac-cm", nil)
	if err := enforcer.SetBuiltinPolicy(assets.BuiltinPolicyCSV); err != nil {
		return false, err
	}
	if err := enforcer.SetUserPolicy(q.Policy); err != nil {
		return false, err
	}
	enforcer.SetDefaultRole(q.DefaultRole)
	return enforcer.Enforce(q.Subject, q.Resource, q.Action, q.Object), nil
}

// Only projects are looked up; all are there.
type cluster struct{ client.Client }

func (cluster) Get(context.Context, client.ObjectKey, client.Object, ...client.GetOption) error {
	return nil
}

// One repository, whatever its address.
type repository struct{ directories []string }

func (r repository) GetDirectories(context.Context, string, string, string, bool, *v1alpha1.SourceIntegrity) ([]string, error) {
	return r.directories, nil
}

func (repository) GetFiles(context.Context, string, string, string, string, bool, *v1alpha1.SourceIntegrity) (map[string][]byte, error) {
	return nil, nil
}

func made(q question) ([]v1alpha1.Application, error) {
	all := map[string]generators.Generator{
		"List": generators.NewListGenerator(),
		"Git":  generators.NewGitGenerator(repository{q.Directories}, "argocd"),
	}
	all["Matrix"] = generators.NewMatrixGenerator(all)
	quiet := log.NewEntry(log.StandardLogger())
	applications, _, err := template.GenerateApplications(quiet, *q.ApplicationSet, all, &utils.Render{}, cluster{})
	return applications, err
}

func answer(q question) (any, error) {
	switch {
	case q.ApplicationSet != nil:
		return made(q)
	case q.Glob != nil:
		return glob.Match(*q.Glob, q.Text), nil
	case q.Application != nil:
		return canSyncAtTime(q.Windows.Matches(q.Application), q.Manual, q.At)
	default:
		return may(q)
	}
}

func main() {
	log.SetLevel(log.PanicLevel)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		yes, err := answer(q)
		if err != nil {
			fmt.Println(`"broken"`)
			continue
		}
		line, err := json.Marshal(yes)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(string(line))
	}
}
