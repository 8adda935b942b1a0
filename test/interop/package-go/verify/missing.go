package main

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// need is which checks are open without a file.
type need struct {
	form   *regexp.Regexp
	checks []string
}

func needing(form string, checks ...string) need {
	return need{regexp.MustCompile("^(" + form + ")"), checks}
}

// needs are those of section 6; the first that fits a name counts.
var needs = []need{
	needing(`data/keys/[0-9A-F]+\.pgp$|seal\.asc$|manifest-sha512\.txt$`, "V03"),
	needing(`META-INF/(ASiCManifest001\.xml|signature001\.p7s)$`, "V03"),
	needing(`data/messages/[0-9]+/original\.pgp$`, "V05"),
	needing(`data/messages/`, "V04"),
	needing(`data/custody/(events|disclosures)/`, "V05"),
	needing(`data/custody/proofs/`, "V06"),
	needing(`data/custody/consistency/`, "V07"),
	needing(`data/custody/checkpoint\.txt$`, "V06", "V08", "V09"),
	needing(`data/custody/policy\.txt$`, "V09"),
	needing(`data/custody/checkpoints/`, "V08", "V10"),
	needing(`data/custody/(tokens|tsa|crl)/|META-INF/`, "V10"),
	needing(`data/(receipts|peer)/`, "V11"),
}

// missing are the members that record and index name and that are not there, ascending.
func (p *pack) missing() (names []string) {
	for name, isDemanded := range p.demanded() {
		if _, isThere := p.files[name]; isDemanded && !isThere {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

func (p *pack) needOf(name string) []string {
	switch name {
	case directoryFile(p.record.State):
		return []string{"V03", "V04", "V05", "V08", "V09"}
	case directoryFile(p.record.Neighbour):
		return []string{"V03", "V04", "V09", "V11"}
	}
	for _, one := range needs {
		if one.form.MatchString(name) {
			return one.checks
		}
	}
	return nil
}

// leaveOpen is for a check that lacks a file which it needs.
func (p *pack) leaveOpen(c *check) {
	for _, name := range p.lacking {
		if slices.Contains(p.needOf(name), c.name[:3]) {
			c.lack("FILE_MISSING", name)
		}
	}
}

// lacks says whether a file below a folder is missing.
func (p *pack) lacks(folder string) bool {
	return slices.ContainsFunc(p.lacking, func(name string) bool { return strings.HasPrefix(name, folder) })
}

// whole is a check that is open where it lacks a file.
func (p *pack) whole(make func(*check)) func(*check) {
	return func(c *check) {
		make(c)
		p.leaveOpen(c)
	}
}

// isShown says whether the package has the directory of a State.
func (p *pack) isShown(state string) bool {
	_, isThere := p.files[directoryFile(state)]
	return isThere
}
