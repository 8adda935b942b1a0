package main

import (
	"bytes"
	"crypto/sha512"
	"encoding/binary"
	"regexp"
	"sort"
)

const mimetype = "application/vnd.etsi.asic-e+zip"

type member struct {
	name    string
	content []byte
	crc     uint32
}

var memberName = regexp.MustCompile(`^[A-Za-z0-9@._-]+(/[A-Za-z0-9@._-]+)*$`)

// bulk are files that are only hashed.
var bulk = regexp.MustCompile(`^data/messages/[0-9]+/(original\.pgp|attachments/[0-9]+)$`)
var dots = regexp.MustCompile(`(^|/)\.\.?(/|$)`)

const (
	mostMembers = 32_768
	mostBytes   = 1 << 30
	mostWhole   = 1 << 25
)

// container is V01: the bytes are those that its names and contents have in the one encoding.
func (p *pack) container(c *check, file []byte) {
	if !c.need(len(file) <= mostBytes, "ZIP_LIMIT", "size") {
		return
	}
	p.members = readLocal(file)
	if !c.need(len(p.members) <= mostMembers, "ZIP_LIMIT", "members") {
		return
	}
	if !c.need(bytes.Equal(written(p.members), file) && orderly(p.members), "ZIP_FORM", "") {
		return
	}
	for _, m := range p.members {
		if len(m.content) > mostWhole && !bulk.MatchString(m.name) {
			c.fail("ZIP_LIMIT", m.name)
			return
		}
	}
	first := len(p.members) > 0 && p.members[0].name == "mimetype"
	c.need(first && string(p.members[0].content) == mimetype, "MIMETYPE", "mimetype")
	p.files, p.sums = map[string][]byte{}, map[string][sha512.Size]byte{}
	for _, m := range p.members {
		p.files[m.name] = m.content
	}
}

// readLocal follows the local headers as far as they go; what is not one encoding shows when it is written anew.
func readLocal(file []byte) (list []member) {
	for at := 0; at+30 <= len(file) && len(list) <= mostMembers; {
		head := file[at : at+30]
		if !bytes.Equal(head[:4], []byte("PK\x03\x04")) {
			break
		}
		size := int(binary.LittleEndian.Uint32(head[18:]))
		name := at + 30
		content := name + int(binary.LittleEndian.Uint16(head[26:]))
		if content > len(file) || size > len(file)-content {
			break
		}
		crc := binary.LittleEndian.Uint32(head[14:])
		list = append(list, member{string(file[name:content]), file[content : content+size], crc})
		at = content + size
	}
	return list
}

func orderly(list []member) bool {
	for _, m := range list {
		if len(m.name) > 200 || !memberName.MatchString(m.name) || dots.MatchString(m.name) {
			return false
		}
	}
	if len(list) < 2 {
		return true
	}
	rest := list[1:]
	rising := sort.SliceIsSorted(rest, func(i, j int) bool { return rest[i].name < rest[j].name })
	for i := 1; i < len(rest); i++ {
		rising = rising && rest[i].name != rest[i-1].name
	}
	for _, m := range rest {
		rising = rising && m.name != list[0].name
	}
	return rising
}

func little(width int, value uint64) []byte {
	all := make([]byte, 8)
	binary.LittleEndian.PutUint64(all, value)
	return all[:width]
}

func written(list []member) []byte {
	var local, central bytes.Buffer
	for _, m := range list {
		var common bytes.Buffer
		common.WriteString("\x0a\x00\x00\x00\x00\x00\x00\x00\x21\x00")
		common.Write(little(4, uint64(m.crc)))
		common.Write(little(4, uint64(len(m.content))))
		common.Write(little(4, uint64(len(m.content))))
		common.Write(little(2, uint64(len(m.name))))
		central.WriteString("PK\x01\x02\x0a\x00")
		central.Write(common.Bytes())
		central.Write(make([]byte, 12))
		central.Write(little(4, uint64(local.Len())))
		central.WriteString(m.name)
		local.WriteString("PK\x03\x04")
		local.Write(common.Bytes())
		local.Write(little(2, 0))
		local.WriteString(m.name)
		local.Write(m.content)
	}
	size, offset := uint64(central.Len()), uint64(local.Len())
	local.Write(central.Bytes())
	local.WriteString("PK\x05\x06\x00\x00\x00\x00")
	local.Write(little(2, uint64(len(list))))
	local.Write(little(2, uint64(len(list))))
	local.Write(little(4, size))
	local.Write(little(4, offset))
	local.Write(little(2, 0))
	return local.Bytes()
}
