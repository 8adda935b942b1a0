package main

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// policy is a tlog-policy with one log.
type policy struct {
	log       noteKey
	witnesses map[string]noteKey
	groups    map[string]group
	quorum    string
}

type group struct {
	least   int
	members []string
}

// witnesses is V09; without a key of the log there is nothing to judge by.
func (p *pack) witnesses(c *check) {
	content, isThere := p.files[policyFile]
	checkpoint, isSigned := p.files[checkpointFile]
	keys := p.own().noteKeys("log", timeOf(p.record.GatheredAt))
	if !isThere || !isSigned || len(keys) == 0 {
		return
	}
	rules := readPolicy(string(content))
	if !c.need(rules != nil, "POLICY_FORM", policyFile) {
		return
	}
	log := keys[len(keys)-1]
	c.need(rules.log.text == log.text, "POLICY_KEY", policyFile)
	note := readCheckpoint(checkpoint)
	if !c.need(note != nil && note.signedBy([]noteKey{log}) != nil, "COSIGNATURE_INVALID", checkpointFile) {
		return
	}
	signed := p.cosigned(c, rules, note, log, checkpointFile)
	for name := range p.second(c, rules, note, log) {
		signed[name] = true
	}
	c.need(rules.isMet(rules.quorum, signed), "QUORUM_NOT_MET", checkpointFile)
	if !p.isShown(p.record.Neighbour) {
		return
	}
	c.need(slices.ContainsFunc(rules.keysOf(signed), p.isOutside), "WITNESS_NONE", checkpointFile)
	weak := map[string]bool{}
	for name, key := range rules.witnesses {
		weak[name] = !p.wasOutside(key)
	}
	c.need(!rules.isMet(rules.quorum, weak), "POLICY_WEAK", policyFile)
}

// cosigned are the witnesses whose lines hold under a note of the log; another log's line is nobody's.
func (p *pack) cosigned(c *check, rules *policy, note *checkpoint, log noteKey, where string) map[string]bool {
	signed := map[string]bool{}
	for _, line := range note.lines {
		name, key := rules.signer(line, log)
		if !c.need(key != nil, "SIGNER_UNKNOWN", where) {
			continue
		}
		at, holds := line.verifies(*key, note.text)
		if !c.need(holds && !signed[name], "COSIGNATURE_INVALID", where) {
			continue
		}
		signed[name] = true
		if key.kind == kindWitness && p.isOutside(*key) {
			p.outside = append(p.outside, outsideTime{p.notBeforeGathering(at.Add(time.Second)), note.size})
		}
	}
	return signed
}

// second are the witnesses under the second note, if it is one of this checkpoint and without a flaw.
func (p *pack) second(c *check, rules *policy, first *checkpoint, log noteKey) map[string]bool {
	content, isThere := p.files[secondFile]
	if !isThere {
		return nil
	}
	key := log.second()
	note := readCheckpoint(content)
	isSame := note != nil && note.size == first.size && note.root == first.root && note.signedBy([]noteKey{key}) != nil
	if !c.need(isSame && len(note.lines) > 1, "SECOND_DIFFERS", secondFile) {
		return nil
	}
	before, times := len(c.fails), len(p.outside)
	signed := p.cosigned(c, rules, note, key, secondFile)
	if len(c.fails) > before {
		p.outside = p.outside[:times]
		return nil
	}
	return signed
}

// isOutside says whether a witness is one that the neighbour has at the gathering, or one of the reader, and none of the State.
func (p *pack) isOutside(key noteKey) bool { return p.isForeign(key, timeOf(p.record.GatheredAt)) }

// wasOutside is the same with keys of the neighbour that have ended.
func (p *pack) wasOutside(key noteKey) bool { return p.isForeign(key, time.Time{}) }

func (p *pack) isForeign(key noteKey, at time.Time) bool {
	isOwn := slices.ContainsFunc(p.own().noteKeys("witness", time.Time{}), func(one noteKey) bool { return one.raw.Equal(key.raw) })
	known := append(p.peer().noteKeys("witness", at), p.roots.witnesses...)
	return !isOwn && slices.ContainsFunc(known, func(one noteKey) bool { return one.text == key.text })
}

// notBeforeGathering: the checkpoint holds the leaf of the gathering, so no witness saw it before.
func (p *pack) notBeforeGathering(at time.Time) time.Time {
	if gathered := timeOf(p.record.GatheredAt); at.Before(gathered) {
		return gathered
	}
	return at
}

func readPolicy(text string) *policy {
	out := &policy{witnesses: map[string]noteKey{}, groups: map[string]group{}}
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if !out.take(words) {
			return nil
		}
	}
	if out.log.text == "" || out.quorum == "" {
		return nil
	}
	return out
}

func (r *policy) take(words []string) bool {
	switch {
	case words[0] == "log" && (len(words) == 2 || len(words) == 3):
		key, fits := parseNoteKey(words[1])
		isFirst := r.log.text == ""
		r.log = key
		return fits && isFirst && key.kind == kindLog
	case words[0] == "witness" && (len(words) == 3 || len(words) == 4):
		key, fits := parseNoteKey(words[2])
		isNew := !r.isNamed(words[1])
		r.witnesses[words[1]] = key
		return fits && isNew && key.kind == kindWitness
	case words[0] == "group" && len(words) >= 4:
		return r.takeGroup(words[1], words[2], words[3:])
	case words[0] == "quorum" && len(words) == 2:
		isFirst := r.quorum == ""
		r.quorum = words[1]
		return isFirst && (words[1] == "none" || r.isNamed(words[1]))
	}
	return false
}

func (r *policy) takeGroup(name, threshold string, members []string) bool {
	least, err := strconv.Atoi(threshold)
	switch threshold {
	case "any":
		least, err = 1, nil
	case "all":
		least, err = len(members), nil
	}
	for _, member := range members {
		if !r.isNamed(member) {
			return false
		}
	}
	isNew := !r.isNamed(name)
	r.groups[name] = group{least, members}
	return err == nil && isNew && least >= 1 && least <= len(members)
}

func (r *policy) isNamed(name string) bool {
	_, isWitness := r.witnesses[name]
	_, isGroup := r.groups[name]
	return isWitness || isGroup || name == "none"
}

// signer is by whom a line claims to be; of two keys of one name and id neither is it.
func (r *policy) signer(line noteLine, log noteKey) (name string, key *noteKey) {
	if line.isOf(log) {
		key = &log
	}
	for one, witness := range r.witnesses {
		if line.isOf(witness) {
			if key != nil {
				return "", nil
			}
			name, key = one, &witness
		}
	}
	return name, key
}

func (r *policy) keysOf(names map[string]bool) (out []noteKey) {
	for name := range names {
		if key, isWitness := r.witnesses[name]; isWitness {
			out = append(out, key)
		}
	}
	return out
}

func (r *policy) isMet(name string, signed map[string]bool) bool {
	if name == "none" || signed[name] {
		return true
	}
	met := 0
	for _, member := range r.groups[name].members {
		if r.isMet(member, signed) {
			met++
		}
	}
	return r.groups[name].least > 0 && met >= r.groups[name].least
}
