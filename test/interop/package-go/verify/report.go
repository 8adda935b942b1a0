package main

import (
	"encoding/json"
	"fmt"
	"io"
)

type finding struct{ code, where string }

// check collects what one check finds.
type check struct {
	name  string
	fails []finding
	lacks []finding
}

func (c *check) fail(code, where string) { c.fails = append(c.fails, finding{code, where}) }
func (c *check) lack(code, where string) { c.lacks = append(c.lacks, finding{code, where}) }

// need fails unless something holds, and says whether it does.
func (c *check) need(holds bool, code, where string) bool {
	if !holds {
		c.fail(code, where)
	}
	return holds
}

func (c *check) verdict() (string, *finding) {
	if len(c.fails) > 0 {
		return "fail", &c.fails[0]
	}
	if len(c.lacks) > 0 {
		return "incomplete", &c.lacks[0]
	}
	return "pass", nil
}

type report struct {
	exhibit *string
	checks  []*check
	// Nil where the index cannot be read.
	withheld *counts
	// When content was lawfully erased; empty where nothing is marked so, or no entry says it.
	erasedAt string
	// SHA-512 of the file.
	sha512 string
}

func (r *report) aside(name string, make func(*check)) *check {
	c := &check{name: name}
	make(c)
	return c
}

func (r *report) add(c *check)                         { r.checks = append(r.checks, c) }
func (r *report) check(name string, make func(*check)) { r.add(r.aside(name, make)) }

func (r *report) failed() bool { return r.exit() == 1 }

func (r *report) exit() int {
	exit := 0
	for _, c := range r.checks {
		switch verdict, _ := c.verdict(); {
		case verdict == "fail":
			return 1
		case verdict == "incomplete":
			exit = 2
		}
	}
	return exit
}

func (r *report) json() []byte {
	list := []map[string]any{}
	for i := range 12 {
		if i >= len(r.checks) {
			// Not made: the package could not be taken apart.
			list = append(list, map[string]any{"check": fmt.Sprintf("V%02d", i+1), "verdict": nil, "code": nil, "where": nil})
			continue
		}
		c := r.checks[i]
		verdict, found := c.verdict()
		one := map[string]any{"check": c.name[:3], "verdict": verdict, "code": nil, "where": nil}
		if found != nil {
			one["code"], one["where"] = found.code, found.where
		}
		list = append(list, one)
	}
	out := map[string]any{"exit": r.exit(), "exhibit": r.exhibit, "checks": list, "withheld": r.withheld,
		"sha512": r.sha512}
	text, _ := json.Marshal(out)
	return text
}

func (r *report) print(to io.Writer) {
	for _, c := range r.checks {
		verdict, found := c.verdict()
		fmt.Fprintf(to, "%-18s %s", c.name, verdict)
		if found != nil {
			fmt.Fprintf(to, " %s %s", found.code, found.where)
		}
		fmt.Fprintln(to)
	}
	if r.withheld == nil {
		return
	}
	fmt.Fprintf(to, "withheld: %d events, %d files, %d fields, %d unnamed\n",
		r.withheld.Events, r.withheld.Files, r.withheld.Fields, r.withheld.Unnamed)
	if r.erasedAt != "" && r.exit() != 1 {
		fmt.Fprintf(to, "content lawfully erased on %s, proof intact\n", r.erasedAt)
	}
}
