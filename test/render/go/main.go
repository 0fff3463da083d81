// Reads a JSON array of YAML documents from standard input and prints what Go's readers make of each: the one of
// kubectl and Argo CD (sigs.k8s.io/yaml, on yaml.v2) and the one of Helm and kustomize (yaml.v3).
package main

import (
	"encoding/json"
	"fmt"
	"os"

	yamlv2 "go.yaml.in/yaml/v2"
	yamlv3 "go.yaml.in/yaml/v3"
	sigs "sigs.k8s.io/yaml"
)

// Keys that are no strings would be turned into some by sigs.k8s.io/yaml, and hide a misreading.
func stringKeys(value any) (any, error) {
	switch typed := value.(type) {
	case map[any]any:
		result := map[string]any{}
		for key, member := range typed {
			name, ok := key.(string)
			if !ok {
				return nil, fmt.Errorf("the key %v is a %T", key, key)
			}
			converted, err := stringKeys(member)
			if err != nil {
				return nil, err
			}
			result[name] = converted
		}
		return result, nil
	case map[string]any:
		for key, member := range typed {
			converted, err := stringKeys(member)
			if err != nil {
				return nil, err
			}
			typed[key] = converted
		}
		return typed, nil
	case []any:
		for index, item := range typed {
			converted, err := stringKeys(item)
			if err != nil {
				return nil, err
			}
			typed[index] = converted
		}
		return typed, nil
	}
	return value, nil
}

func read(document string, unmarshal func([]byte, any) error) (string, error) {
	var value any
	if err := unmarshal([]byte(document), &value); err != nil {
		return "", err
	}
	value, err := stringKeys(value)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(value)
	return string(text), err
}

func main() {
	var documents []string
	if err := json.NewDecoder(os.Stdin).Decode(&documents); err != nil {
		panic(err)
	}
	readers := []func(string) (string, error){
		func(document string) (string, error) {
			text, err := sigs.YAMLToJSON([]byte(document))
			return string(text), err
		},
		func(document string) (string, error) {
			return read(document, func(text []byte, into any) error { return yamlv2.UnmarshalStrict(text, into) })
		},
		func(document string) (string, error) {
			return read(document, func(text []byte, into any) error { return yamlv3.Unmarshal(text, into) })
		},
	}
	results := make([][]string, len(readers))
	for index, reader := range readers {
		for _, document := range documents {
			text, err := reader(document)
			if err != nil {
				text = "!" + err.Error()
			}
			results[index] = append(results[index], text)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		panic(err)
	}
}
