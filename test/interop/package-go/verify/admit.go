package main

import "time"

// By whom an entry must be signed.
const (
	byRoot = iota + 1
	byKey
	byTwoRegistrars
	byOneRegistrar
	byAllAuthorities
)

var signedBy = map[string]int{
	"root": byRoot, "protocol": byRoot, "state-key": byRoot, "note-key": byRoot, "event-key": byRoot,
	"authority": byRoot, "registrar": byRoot, "contact-point": byRoot, "certificate": byKey,
	"officer": byTwoRegistrars, "posting": byTwoRegistrars, "authority-profile": byTwoRegistrars,
	"officer-suspended": byOneRegistrar, "duty-roster": byOneRegistrar, "time-limits": byAllAuthorities,
}

// admits says whether an entry may stand next in the chain.
func (d *directory) admits(e *entry) bool {
	if (len(d.entries) == 0) != (e.kind == "root") {
		return false
	}
	if e.kind == "root" {
		d.rootKey = readCertificate(bytesOf(e.text("certificate")))
		if d.rootKey == nil || d.rootKey.key.fingerprint != d.root || e.text("fingerprint") != d.root {
			return false
		}
	}
	return d.isSigned(e) && d.isAllowed(e)
}

func (d *directory) isSigned(e *entry) bool {
	switch signedBy[e.kind] {
	case byRoot:
		return len(e.signatures) == 1 && signed(d.rootKey, e, 0)
	case byKey:
		known := d.encryptionKey(e)
		return known != nil && len(e.signatures) == 1 && signed(known, e, 0)
	case byOneRegistrar:
		return len(d.signers(e, d.authoritiesOf(e))) == 1 && len(e.signatures) == 1
	case byTwoRegistrars:
		wanted := 2
		if e.kind == "posting" && e.from.Equal(e.to) {
			wanted = 1
		}
		return len(d.signers(e, d.authoritiesOf(e))) >= wanted
	}
	for _, authority := range d.newest("authority", d.counted(e), func(e *entry) string { return e.text("authority") }) {
		if len(d.signers(e, map[string]bool{authority.text("authority"): true})) < 2 {
			return false
		}
	}
	return len(d.signers(e, nil)) >= 2
}

func signed(by *certificate, e *entry, i int) bool {
	_, holds := by.signedAt(e.signatures[i], e.bytes)
	return holds
}

// counted is when registrars must be certified: dating an entry back gains nothing.
func (d *directory) counted(e *entry) time.Time {
	at := e.issuedAt
	for _, before := range d.entries {
		if before.kind != "certificate" && before.issuedAt.After(at) {
			at = before.issuedAt
		}
	}
	return at
}

// authoritiesOf are those of which one registrar is enough: of an officer who is suspended any that the officer has.
func (d *directory) authoritiesOf(e *entry) map[string]bool {
	if e.kind != "officer-suspended" {
		return map[string]bool{e.text("authority"): true}
	}
	all := map[string]bool{}
	for _, grant := range d.entries {
		if grant.kind == "officer" && grant.text("officer") == e.text("officer") {
			all[grant.text("authority")] = true
		}
	}
	return all
}

// signers are the registrars, counted as persons, who signed; none when a signature is nobody's. nil: of any authority.
func (d *directory) signers(e *entry, authorities map[string]bool) map[string]bool {
	persons := map[string]bool{}
	at := d.counted(e)
	subject := func(e *entry) string { return e.text("fingerprint") }
	for i := range e.signatures {
		person := ""
		for _, registrar := range d.newest("registrar", at, subject) {
			key := readCertificate(bytesOf(registrar.text("certificate")))
			if key != nil && speaksFor(registrar, authorities) && signed(key, e, i) {
				person = registrar.text("registrar")
			}
		}
		if person == "" && (authorities == nil || e.kind != "time-limits") {
			return nil
		}
		if person != "" {
			persons[person] = true
		}
	}
	return persons
}

func speaksFor(registrar *entry, authorities map[string]bool) bool {
	for _, authority := range listAt(registrar.body, "authorities") {
		if text, _ := authority.(string); authorities == nil || authorities[text] {
			return true
		}
	}
	return false
}

// encryptionKey is the certificate, as known before, of the key that a `certificate` entry renews.
func (d *directory) encryptionKey(e *entry) (known *certificate) {
	for _, before := range d.entries {
		found := ""
		switch before.kind {
		case "authority":
			for _, key := range listAt(before.body, "keys") {
				if textAt(key, "fingerprint") == e.text("fingerprint") {
					found = textAt(key, "certificate")
				}
			}
		case "state-key", "certificate":
			isOne := before.kind == "certificate" || before.text("purpose") == "gateway-encryption"
			if isOne && before.text("fingerprint") == e.text("fingerprint") {
				found = before.text("certificate")
			}
		}
		if found != "" {
			known = readCertificate(bytesOf(found))
		}
	}
	return known
}

// isAllowed judges what an entry says beside those before it.
func (d *directory) isAllowed(e *entry) bool {
	if e.body["from"] != nil && e.to.Before(e.from) && e.kind != "time-limits" {
		return false
	}
	switch e.kind {
	case "state-key", "registrar":
		c := readCertificate(bytesOf(e.text("certificate")))
		if c == nil || c.key.fingerprint != e.text("fingerprint") {
			return false
		}
		if e.kind == "registrar" {
			return e.to.Sub(e.from) <= 366*24*time.Hour && d.isOneKeyOf("registrar", e)
		}
		return !d.isEnded(e, "fingerprint")
	case "note-key":
		_, fits := parseNoteKey(e.text("vkey"))
		return fits && !d.isEnded(e, "vkey")
	case "event-key":
		return !d.isEnded(e, "publicKey")
	case "certificate":
		return d.isRenewed(e)
	case "officer":
		return d.isOneKeyOf("officer", e) && !d.isBeforeSuspension(e)
	}
	return d.isLater(e)
}

// isEnded: a key that was ended by `from` = `to` is not certified again.
func (d *directory) isEnded(e *entry, subject string) bool {
	for _, before := range d.entries {
		if before.kind == e.kind && before.text(subject) == e.text(subject) && before.from.Equal(before.to) {
			return true
		}
	}
	return false
}

// isOneKeyOf: no key belongs to two persons.
func (d *directory) isOneKeyOf(person string, e *entry) bool {
	for _, before := range d.entries {
		if before.kind == e.kind && before.text("fingerprint") == e.text("fingerprint") && before.text(person) != e.text(person) {
			return false
		}
	}
	return true
}

func (d *directory) isBeforeSuspension(e *entry) bool {
	for _, before := range d.entries {
		if before.kind == "officer-suspended" && before.text("officer") == e.text("officer") && e.issuedAt.Before(before.issuedAt) {
			return true
		}
	}
	return false
}

func (d *directory) isRenewed(e *entry) bool {
	known, renewed := d.encryptionKey(e), readCertificate(bytesOf(e.text("certificate")))
	if renewed == nil || renewed.key.fingerprint != known.key.fingerprint || len(renewed.userIDs) != len(known.userIDs) {
		return false
	}
	for i := range renewed.userIDs {
		if renewed.userIDs[i] != known.userIDs[i] {
			return false
		}
	}
	for _, before := range d.entries {
		isSame := before.kind == "certificate" && before.text("fingerprint") == e.text("fingerprint")
		if isSame && e.issuedAt.Sub(before.issuedAt) < 24*time.Hour {
			return false
		}
	}
	return true
}

// isLater: rosters, profiles, limits about a State, and postings go on from the entry before about the same.
func (d *directory) isLater(e *entry) bool {
	switch e.kind {
	case "posting":
		return !e.from.Before(e.issuedAt) || e.from.Equal(e.to)
	case "time-limits":
		if e.from.Before(d.counted(e)) {
			return false
		}
	case "duty-roster", "authority-profile":
	default:
		return true
	}
	for _, before := range d.entries {
		isSame := before.kind == e.kind && before.text("authority") == e.text("authority") && before.text("peer") == e.text("peer")
		if isSame && e.issuedAt.Before(before.issuedAt) {
			return false
		}
	}
	return true
}
