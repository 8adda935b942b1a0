package main

import "time"

// grantAt is the place of the entry that gives an officer's key an office at a moment; -1: none does.
func (d *directory) grantAt(officer, authority, fingerprint string, at time.Time) int {
	found := -1
	for i, e := range d.entries {
		if e.kind == "officer" && e.text("fingerprint") == fingerprint && e.text("authority") == authority && !e.from.After(at) {
			found = i
		}
	}
	if found < 0 {
		return -1
	}
	grant := d.entries[found]
	if grant.text("officer") != officer || !at.Before(grant.to) {
		return -1
	}
	for _, e := range d.entries[found+1:] {
		if end, ends := e.endsGrant(officer, authority); ends && !at.Before(end) {
			return -1
		}
	}
	return found
}

// endsGrant: a suspension, or an own posting, ends the grants that stand before it.
func (e *entry) endsGrant(officer, authority string) (time.Time, bool) {
	switch {
	case e.kind == "officer-suspended" && e.text("officer") == officer:
		return timeAt(e.body, "effective"), true
	case e.kind == "posting" && e.text("officer") == officer && e.text("authority") == authority && e.body["standInFor"] == nil:
		return e.to, true
	}
	return time.Time{}, false
}

// endedLater is when entries after a version end a mandate that held then; zero: they do not.
func (d *directory) endedLater(version int, officer, authority, fingerprint string) (first time.Time) {
	for _, e := range d.entries[version:] {
		end, ends := e.endsGrant(officer, authority)
		if e.kind == "officer" && e.text("fingerprint") == fingerprint && e.text("authority") == authority && !e.from.Before(e.to) {
			end, ends = e.from, true
		}
		if ends && (first.IsZero() || end.Before(first)) {
			first = end
		}
	}
	return first
}

func (e *entry) hasRole(roles ...string) bool {
	for _, role := range listAt(e.body, "roles") {
		for _, wanted := range roles {
			if role == wanted {
				return true
			}
		}
	}
	return false
}
