package main

import (
	"encoding/json"
	"slices"
	"sort"
)

type counts struct {
	Events  int `json:"events"`
	Files   int `json:"files"`
	Fields  int `json:"fields"`
	Unnamed int `json:"unnamed"`
}

// record is data/build.json.
type record struct {
	Exhibit, State, Authority, Neighbour, Link, Thread, GatheredAt, Software string
	Reader                                                                   *string
	Gathered                                                                 int
	Log                                                                      struct {
		Origin string
		Size   int
		Root   string
	}
	Directories []struct {
		State, Root, Head string
		Version           int
	}
	Authorities []string
	// CMSSeal names the certificate of the CMS seal, and the self-signed one above it; nil: there is none.
	CMSSeal *struct{ Certificate, Authority string }
}

type event struct {
	Index     int
	Leaf, Why string
	// Of each digest of the leaf; nil where its value is shown.
	Values   []*string
	Withheld *string
}

type message struct {
	Direction, Message, Document, Sha256 string
	Ciphertext                           bool
	Attachments                          []*string
	Hashes                               []string
	// Of document, signature and certificate; nil where they are shown.
	Withheld *string
}

// index is data/index.json.
type index struct {
	Events   []event
	Messages []message
	Receipts []struct {
		Message, Logged int
		Stage           string
	}
	Tokens []struct {
		Size    int
		Stamped *int
	}
	Certificates, Lists, Keys []string
	Asks                      []struct {
		Consent, Outcome string
		Answers          int
	}
	Withheld   counts
	Supersedes *struct{ Exhibit, Reason string }
}

// isSuperseding says whether the gathering names the package whose place this one takes as the index does.
func (x *index) isSuperseding(l *leaf) bool {
	named := at(l.value, "data", "supersedes")
	if x.Supersedes == nil {
		data, _ := at(l.value, "data").(map[string]any)
		_, isThere := data["supersedes"]
		return isThere && named == nil
	}
	return textAt(named, "exhibit") == x.Supersedes.Exhibit && textAt(named, "reason") == x.Supersedes.Reason
}

var recordForm = object(fields{
	"typ": oneOf("liaise-package-record"), "v": only(1), "exhibit": exhibitForm, "state": stateForm,
	"authority": authorityForm, "neighbour": stateForm, "reader": orNull(readerForm), "link": hex32Form, "thread": uuid7Form,
	"gatheredAt": timeForm, "gathered": count, "software": text(1, 40),
	"log": object(fields{"origin": text(1, 255), "size": number, "root": hash64Form}),
	"directories": list(2, 2, object(fields{
		"state": stateForm, "root": fingerprintForm, "version": number, "head": sha256Form,
	})),
	"authorities": rising(1, 8, sha256Form),
	"cmsSeal":     orNull(object(fields{"certificate": sha256Form, "authority": sha256Form})),
})

var withheldForm = oneOf("THIRD_PERSON", "HANDLING", "TOO_LARGE", "ERASED", "LAW", "NOT_NEEDED")
var stageForm = oneOf("DELIVERED", "OPENED", "REJECTED", "RETRIEVED", "BREAK_GLASS", "BREAK_GLASS_ONWARD")

var indexForm = object(fields{
	"typ": oneOf("liaise-package-index"), "v": only(1),
	"events": list(1, 4_096, object(fields{
		"index": count, "leaf": sha256Form, "values": list(0, 32, orNull(withheldForm)),
		"why": oneOf("CASE", "LINK", "TIME"), "withheld": orNull(withheldForm),
	})),
	"messages": list(1, 512, object(fields{
		"direction": oneOf("OUT", "IN"), "message": hex32Form, "document": uuid7Form, "ciphertext": flag,
		"attachments": list(0, 32, orNull(withheldForm)), "hashes": list(0, 32, sha256Form), "sha256": sha256Form,
		"withheld": orNull(withheldForm),
	})),
	"receipts":     list(0, 2_048, object(fields{"message": number, "stage": stageForm, "logged": count})),
	"tokens":       list(0, 64, object(fields{"size": number, "stamped": orNull(count)})),
	"certificates": rising(1, 16, sha256Form), "lists": rising(0, 16, sha256Form),
	"keys": rising(1, 64, fingerprintForm),
	"asks?": list(1, 16, object(fields{
		"consent": uuid7Form, "outcome": oneOf("GIVEN", "WITHHELD", "SILENT", "INVALID"), "answers": whole(0, 171),
	})),
	"withheld": object(fields{"events": count, "files": count, "fields": count, "unnamed": count}),
	"supersedes": orNull(object(fields{"exhibit": exhibitForm,
		"reason": oneOf("CONSENT", "RECALL", "CORRECTION", "KEY", "MORE_MATERIAL", "MISTAKE")})),
})

func readRecord(text []byte) *record {
	value := parseCanonical(text, 1<<20, 16)
	var r record
	if value == nil || !recordForm(value) || json.Unmarshal(text, &r) != nil {
		return nil
	}
	states := []string{r.State, r.Neighbour}
	sort.Strings(states)
	if states[0] == states[1] || r.Directories[0].State != states[0] || r.Directories[1].State != states[1] {
		return nil
	}
	return &r
}

func readIndex(text []byte) *index {
	value := parseCanonical(text, 1<<22, 16)
	var x index
	if value == nil || !indexForm(value) || json.Unmarshal(text, &x) != nil {
		return nil
	}
	for i, e := range x.Events {
		if i > 0 && e.Index <= x.Events[i-1].Index || e.Withheld != nil && len(e.Values) > 0 {
			return nil
		}
	}
	documents, logged := map[string]bool{}, map[int]bool{}
	for _, m := range x.Messages {
		if documents[m.Document] || !m.isOne() {
			return nil
		}
		documents[m.Document] = true
	}
	for _, receipt := range x.Receipts {
		if receipt.Message > len(x.Messages) || x.Messages[receipt.Message-1].Direction != "OUT" || logged[receipt.Logged] {
			return nil
		}
		logged[receipt.Logged] = true
	}
	answers, consents := 0, map[string]bool{}
	for _, ask := range x.Asks {
		if (ask.Outcome == "GIVEN") != (ask.Answers > 0) || consents[ask.Consent] {
			return nil
		}
		consents[ask.Consent] = true
		answers += ask.Answers
	}
	if answers > 171 {
		return nil
	}
	return &x
}

// isOne: each attachment has its hash, and of a withheld document nothing else is shown.
func (m message) isOne() bool {
	isShown := slices.Contains(m.Attachments, nil) || m.Ciphertext
	return len(m.Attachments) == len(m.Hashes) && (m.Withheld == nil || !isShown)
}

// opens says whether a value of an event is shown.
func (e event) opens() bool { return slices.Contains(e.Values, nil) }

// rootsText is what data/keys/roots.txt says.
func (r *record) rootsText() string {
	out := ""
	for _, d := range r.Directories {
		out += "root " + d.State + " " + d.Root + "\n"
	}
	for _, hash := range r.Authorities {
		out += "tsa " + hash + "\n"
	}
	if r.CMSSeal != nil {
		out += "ca " + r.CMSSeal.Authority + "\n"
	}
	return out
}
