// Stands in for the Gateway API plugin of Argo Rollouts, which the Go module proxy does not serve. It has the plugin's
// name, protocol and configuration, so that Rollouts run unchanged. Of the plugin's work it does one thing: it writes the
// weights of an HTTPRoute's backends. It knows no header routes, no mirrors, no GRPCRoutes and no in-progress label.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/rollout/trafficrouting/plugin/rpc"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"
	plugin "github.com/hashicorp/go-plugin"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/util/retry"
)

const name = "argoproj-labs/gatewayAPI"

var httpRoutes = schema.GroupVersionResource{
	Group: "gateway.networking.k8s.io", Version: "v1", Resource: "httproutes",
}

// What the Rollout says below spec.strategy.canary.trafficRouting.plugins.
type settings struct {
	HTTPRoute string `json:"httpRoute"`
	Namespace string `json:"namespace"`
}

type router struct{ client dynamic.Interface }

func answer(err error) types.RpcError {
	if err == nil {
		return types.RpcError{}
	}
	return types.RpcError{ErrorString: err.Error()}
}

func (r *router) InitPlugin() types.RpcError {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return answer(err)
	}
	r.client, err = dynamic.NewForConfig(config)
	return answer(err)
}

func (r *router) SetWeight(rollout *v1alpha1.Rollout, percent int32, _ []v1alpha1.WeightDestination) types.RpcError {
	canary := rollout.Spec.Strategy.Canary
	var wanted settings
	if err := json.Unmarshal(canary.TrafficRouting.Plugins[name], &wanted); err != nil {
		return answer(err)
	}
	if wanted.HTTPRoute == "" || wanted.Namespace == "" {
		return answer(errors.New("httpRoute and namespace must be set"))
	}
	weights := map[string]int64{
		canary.CanaryService: int64(percent),
		canary.StableService: int64(100 - percent),
	}
	routes := r.client.Resource(httpRoutes).Namespace(wanted.Namespace)
	return answer(retry.RetryOnConflict(retry.DefaultRetry, func() error {
		route, err := routes.Get(context.Background(), wanted.HTTPRoute, metav1.GetOptions{})
		if err != nil || !setWeights(route, weights) {
			return err
		}
		_, err = routes.Update(context.Background(), route, metav1.UpdateOptions{})
		return err
	}))
}

// setWeights gives the named backends of every rule their weight, and says whether that changed anything.
func setWeights(route *unstructured.Unstructured, weights map[string]int64) bool {
	changed := false
	rules, _, _ := unstructured.NestedSlice(route.Object, "spec", "rules")
	for _, item := range rules {
		rule := item.(map[string]any)
		backends, _, _ := unstructured.NestedSlice(rule, "backendRefs")
		for _, entry := range backends {
			backend := entry.(map[string]any)
			weight, ours := weights[backend["name"].(string)]
			if ours && backend["weight"] != weight {
				backend["weight"], changed = weight, true
			}
		}
		rule["backendRefs"] = backends
	}
	if changed {
		_ = unstructured.SetNestedSlice(route.Object, rules, "spec", "rules")
	}
	return changed
}

func (r *router) UpdateHash(*v1alpha1.Rollout, string, string, []v1alpha1.WeightDestination) types.RpcError {
	return types.RpcError{}
}

func (r *router) SetHeaderRoute(*v1alpha1.Rollout, *v1alpha1.SetHeaderRoute) types.RpcError {
	return types.RpcError{}
}

func (r *router) SetMirrorRoute(*v1alpha1.Rollout, *v1alpha1.SetMirrorRoute) types.RpcError {
	return types.RpcError{}
}

func (r *router) VerifyWeight(*v1alpha1.Rollout, int32, []v1alpha1.WeightDestination) (types.RpcVerified, types.RpcError) {
	return types.Verified, types.RpcError{}
}

func (r *router) RemoveManagedRoutes(*v1alpha1.Rollout) types.RpcError { return types.RpcError{} }

func (r *router) Type() string { return name }

func main() {
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion: 1, MagicCookieKey: "ARGO_ROLLOUTS_RPC_PLUGIN", MagicCookieValue: "trafficrouter",
		},
		Plugins: map[string]plugin.Plugin{
			"RpcTrafficRouterPlugin": &rpc.RpcTrafficRouterPlugin{Impl: &router{}},
		},
	})
}
