package main

import (
	"encoding/json"
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
}

type event struct {
	Index     int
	Leaf, Why string
	Withheld  *string
}

type message struct {
	Direction, Message, Document string
	Ciphertext                   bool
	Attachments                  []*string
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
	Withheld                  counts
}

var recordForm = object(fields{
	"typ": oneOf("liaise-package-record"), "v": only(1), "exhibit": exhibitForm, "state": stateForm,
	"authority": authorityForm, "neighbour": stateForm, "link": hex32Form, "thread": uuid7Form,
	"gatheredAt": timeForm, "gathered": count, "software": text(1, 40),
	"log": object(fields{"origin": text(1, 255), "size": number, "root": hash64Form}),
	"directories": list(2, 2, object(fields{
		"state": stateForm, "root": fingerprintForm, "version": number, "head": sha256Form,
	})),
	"authorities": rising(1, 8, sha256Form),
})

var withheldForm = oneOf("THIRD_PERSON", "HANDLING", "TOO_LARGE", "ERASED", "LAW")
var stageForm = oneOf("DELIVERED", "OPENED", "REJECTED", "RETRIEVED", "BREAK_GLASS", "BREAK_GLASS_ONWARD")

var indexForm = object(fields{
	"typ": oneOf("liaise-package-index"), "v": only(1),
	"events": list(1, 4_096, object(fields{
		"index": count, "leaf": sha256Form, "why": oneOf("CASE", "LINK", "TIME"), "withheld": orNull(withheldForm),
	})),
	"messages": list(1, 512, object(fields{
		"direction": oneOf("OUT", "IN"), "message": hex32Form, "document": uuid7Form, "ciphertext": flag,
		"attachments": list(0, 32, orNull(withheldForm)),
	})),
	"receipts":     list(0, 2_048, object(fields{"message": number, "stage": stageForm, "logged": count})),
	"tokens":       list(0, 64, object(fields{"size": number, "stamped": orNull(count)})),
	"certificates": rising(1, 16, sha256Form), "lists": rising(0, 16, sha256Form),
	"keys":     rising(1, 64, fingerprintForm),
	"withheld": object(fields{"events": count, "files": count, "fields": count, "unnamed": count}),
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
	for i := 1; i < len(x.Events); i++ {
		if x.Events[i].Index <= x.Events[i-1].Index {
			return nil
		}
	}
	documents, logged := map[string]bool{}, map[int]bool{}
	for _, m := range x.Messages {
		if documents[m.Document] {
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
	return &x
}

// rootsText is what data/keys/roots.txt says.
func (r *record) rootsText() string {
	out := ""
	for _, d := range r.Directories {
		out += "root " + d.State + " " + d.Root + "\n"
	}
	for _, hash := range r.Authorities {
		out += "tsa " + hash + "\n"
	}
	return out
}
