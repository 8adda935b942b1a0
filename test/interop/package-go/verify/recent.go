package main

import "slices"

// recent keeps the values that were read last, at most so many, by a short name of all that each depends on.
type recent[V any] struct {
	most   int
	values map[string]V
	// Names, the oldest first.
	names []string
}

// get is the value of a name. It is made unless it is kept.
func (r *recent[V]) get(name string, produce func() V) V {
	value, isKept := r.values[name]
	if !isKept {
		value = produce()
	}
	if r.values == nil {
		r.values = map[string]V{}
	}
	r.values[name] = value
	r.names = append(slices.DeleteFunc(r.names, func(each string) bool { return each == name }), name)
	if len(r.names) > r.most {
		delete(r.values, r.names[0])
		r.names = r.names[1:]
	}
	return value
}
