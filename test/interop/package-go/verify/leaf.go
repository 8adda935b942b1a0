package main

import (
	"crypto/ed25519"
	"encoding/hex"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

type anchor struct {
	size int
	root tlog.Hash
}

// leaf is an event of a custody log (custody-log 2).
type leaf struct {
	bytes                 []byte
	value                 map[string]any
	typ, id, log          string
	emitted               time.Time
	ownAnchor, peerAnchor *anchor
}

var anchorForm = orNull(object(fields{"size": count, "root": sha256Form}))

var leafForm = object(fields{
	"v": only(1), "typ": text(1, 100), "id": uuid7Form, "log": text(1, 255),
	"obj": list(0, 8, object(fields{"role": text(1, 40), "size": count, "sha256": sha256Form, "sha512?": sha512Form})),
	"prev": either(object(fields{"case": orNull(sha256Form)}), object(fields{"src": orNull(sha256Form)}),
		object(fields{"chan": object(fields{"link": hex32Form, "peer": stateForm, "dir": oneOf("IN", "OUT"),
			"seq": orNull(number), "leaf": orNull(sha256Form)})})),
	"anchor": object(fields{"own": anchorForm, "peer": anchorForm}),
	"t": object(fields{"emit": timeForm, "recv?": orNull(timeForm), "clk": text(1, 40),
		"offsetMs": orNull(list(2, 2, ecmascriptNumber))}),
	"case?": sha256Form, "actor?": object(fields{"id": sha256Form, "role": text(1, 60)}), "reason?": codeForm,
	"data": anyObject, "sd": list(0, 32, pattern(`[A-Za-z0-9_-]{43}`)),
	"src": object(fields{"service": text(1, 32), "version": text(1, 60), "config": sha256Form, "key": sha256Form,
		"sig": base64Form(88)}),
})

func either(rules ...rule) rule {
	return func(value any) bool {
		for _, fits := range rules {
			if fits(value) {
				return true
			}
		}
		return false
	}
}

// readLeaf is nil for what is no leaf of any log.
func readLeaf(bytes []byte) *leaf {
	value := parseCanonical(bytes, 4_096, 16)
	if value == nil || !leafForm(value) {
		return nil
	}
	l := &leaf{bytes: bytes, value: value, typ: textAt(value, "typ"), id: textAt(value, "id"), log: textAt(value, "log")}
	l.emitted = timeAt(value, "t", "emit")
	milliseconds, err := strconv.ParseInt(l.id[:8]+l.id[9:13], 16, 64)
	if err != nil || milliseconds != l.emitted.UnixMilli() {
		return nil
	}
	l.ownAnchor, l.peerAnchor = readAnchor(at(value, "anchor", "own")), readAnchor(at(value, "anchor", "peer"))
	return l
}

func readAnchor(value any) *anchor {
	root, err := hex.DecodeString(textAt(value, "root"))
	if err != nil || len(root) != 32 {
		return nil
	}
	return &anchor{countAt(value, "size"), tlog.Hash(root)}
}

func (l *leaf) hash() tlog.Hash { return tlog.RecordHash(l.bytes) }

// hasKey says whether the directory certifies the key of the event for its service, then.
func (l *leaf) hasKey(d *directory) []byte {
	return d.eventKey(textAt(l.value, "src", "service"), textAt(l.value, "src", "key"), l.emitted)
}

// isSigned says whether the event is signed by a key: over the leaf without `sig`.
func (l *leaf) isSigned(key []byte) bool {
	source := map[string]any{}
	for name, value := range at(l.value, "src").(map[string]any) {
		if name != "sig" {
			source[name] = value
		}
	}
	whole := map[string]any{}
	for name, value := range l.value {
		whole[name] = value
	}
	whole["src"] = source
	signature := bytesOf(textAt(l.value, "src", "sig"))
	return len(signature) == ed25519.SignatureSize && edwardsKey(key) != nil &&
		ed25519.Verify(key, canonical(whole), signature)
}

// isOfCase says whether the event continues the chain of a case.
func (l *leaf) isOfCase() bool {
	_, isOf := at(l.value, "prev").(map[string]any)["case"]
	return isOf
}

// object is the first of a role that the event is about.
func (l *leaf) object(role string) any {
	for _, one := range listAt(l.value, "obj") {
		if textAt(one, "role") == role {
			return one
		}
	}
	return nil
}
