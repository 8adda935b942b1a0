package main

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash/crc32"
	"slices"
	"sort"
	"strings"
)

const (
	asicFile        = "META-INF/ASiCManifest002.xml"
	stampFile       = "META-INF/timestamp002.tst"
	cmsManifestFile = "META-INF/ASiCManifest001.xml"
	cmsFile         = "META-INF/signature001.p7s"
	tagList         = "tagmanifest-sha512.txt"
)

// tagFiles are those of which tagmanifest-sha512.txt tells, ascending.
var tagFiles = []string{"VERIFY.txt", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt",
	"seal.asc", "verify.sh"}

// manifests is V02; it says whether record and index can be read.
func (p *pack) manifests(c *check) bool {
	p.record, p.index = readRecord(p.files[recordFile]), readIndex(p.files[indexFile])
	lists := p.lists()
	for _, name := range p.blamed(lists) {
		c.fail("FILE_HASH", name)
	}
	for _, name := range []string{"manifest-sha256.txt", "manifest-sha512.txt", tagList, asicFile, cmsManifestFile} {
		_, isThere := p.files[name]
		c.need(name == cmsManifestFile && !isThere || string(p.files[name]) == lists[name], "MANIFEST_DIFFERS", name)
	}
	for _, m := range p.members {
		c.need(crc32.ChecksumIEEE(m.content) == m.crc, "FILE_HASH", m.name)
	}
	bagit := "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
	c.need(string(p.files["bagit.txt"]) == bagit, "MANIFEST_DIFFERS", "bagit.txt")
	isRead := c.need(p.record != nil, "RECORD_FORM", recordFile) && c.need(p.index != nil, "RECORD_FORM", indexFile)
	if !isRead {
		return false
	}
	c.need(string(p.files["bag-info.txt"]) == p.bagInfo(), "MANIFEST_DIFFERS", "bag-info.txt")
	if bytes, isThere := p.files[rootsFile]; isThere {
		c.need(string(bytes) == p.record.rootsText(), "MANIFEST_DIFFERS", rootsFile)
	}
	p.load()
	demanded := p.demanded()
	for _, m := range p.members {
		_, isNamed := demanded[m.name]
		// A leaf that is missing, or none, may have named any size.
		isNamed = isNamed || p.isUnread() && strings.HasPrefix(m.name, "data/custody/consistency/")
		c.need(isNamed, "FILE_UNEXPECTED", m.name)
	}
	for _, name := range append([]string{tagList, asicFile}, tagFiles...) {
		_, isThere := p.files[name]
		c.need(isThere, "FILE_GONE", name)
	}
	return true
}

// payload are the names below data/, ascending.
func (p *pack) payload() (names []string) {
	for name := range p.files {
		if strings.HasPrefix(name, "data/") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

func (p *pack) bagInfo() string {
	size := 0
	names := p.payload()
	for _, name := range names {
		size += len(p.files[name])
	}
	return "Bagging-Date: " + p.record.GatheredAt[:10] + "\nExternal-Identifier: " + p.record.Exhibit +
		"\nPayload-Oxum: " + decimal(size) + "." + decimal(len(names)) +
		"\nBag-Software-Agent: liaise/" + p.record.Software + "\n"
}

func sum512(bytes []byte) string {
	sum := sha512.Sum512(bytes)
	return hex.EncodeToString(sum[:])
}

// sum is the SHA-512 of a file, which stands in up to four lists.
func (p *pack) sum(name string) [sha512.Size]byte {
	sum, isKnown := p.sums[name]
	if !isKnown {
		sum = sha512.Sum512(p.files[name])
		p.sums[name] = sum
	}
	return sum
}

func (p *pack) line256(name string) string {
	return sha256Hex(p.files[name]) + "  " + name + "\n"
}

func (p *pack) line512(name string) string {
	sum := p.sum(name)
	return hex.EncodeToString(sum[:]) + "  " + name + "\n"
}

func (p *pack) reference(name string) string {
	sum := p.sum(name)
	return "<asic:DataObjectReference URI=\"" + name + "\">\n" +
		"<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha512\"/>\n" +
		"<ds:DigestValue>" + base64.StdEncoding.EncodeToString(sum[:]) + "</ds:DigestValue>\n" +
		"</asic:DataObjectReference>\n"
}

// lists writes the four lists anew.
func (p *pack) lists() map[string]string {
	var of256, of512, tags strings.Builder
	for _, name := range p.payload() {
		of256.WriteString(p.line256(name))
		of512.WriteString(p.line512(name))
	}
	for _, name := range tagFiles {
		if _, isThere := p.files[name]; isThere {
			tags.WriteString(p.line512(name))
		}
	}
	names := []string{}
	for name := range p.files {
		if name != "mimetype" && !strings.HasPrefix(name, "META-INF/") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	seals := []string{}
	for _, name := range []string{cmsManifestFile, cmsFile} {
		if _, isThere := p.files[name]; isThere {
			seals = append(seals, name)
		}
	}
	return map[string]string{"manifest-sha256.txt": of256.String(), "manifest-sha512.txt": of512.String(),
		tagList:         tags.String(),
		cmsManifestFile: p.xml(cmsFile, "application/pkcs7-signature", names),
		asicFile:        p.xml(stampFile, "application/vnd.etsi.timestamp-token", append(seals, names...))}
}

// xml writes an ASiC manifest under a signature or a time-stamp.
func (p *pack) xml(under, mime string, names []string) string {
	var out strings.Builder
	out.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" +
		"<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n" +
		"<asic:SigReference URI=\"" + under + "\" MimeType=\"" + mime + "\"/>\n")
	for _, name := range names {
		out.WriteString(p.reference(name))
	}
	out.WriteString("</asic:ASiCManifest>\n")
	return out.String()
}

// isIntact says whether a member has the checksum that the container states.
func (p *pack) isIntact(name string) bool {
	return slices.ContainsFunc(p.members, func(m member) bool {
		return m.name == name && crc32.ChecksumIEEE(m.content) == m.crc
	})
}

// entriesOf are the entries of a list, each of which ends in a text.
func (p *pack) entriesOf(file, end string) map[string]bool {
	entries := map[string]bool{}
	for _, piece := range strings.SplitAfter(string(p.files[file]), end) {
		entries[piece[max(0, strings.LastIndex(piece, "<asic:DataObjectReference ")):]] = true
	}
	return entries
}

// blamed are the files with which every list that has them disagrees.
func (p *pack) blamed(anew map[string]string) (names []string) {
	stamped, sealed := p.entriesOf(asicFile, "</asic:DataObjectReference>\n"), p.entriesOf(cmsManifestFile, "</asic:DataObjectReference>\n")
	of256, of512, tags := p.entriesOf("manifest-sha256.txt", "\n"), p.entriesOf("manifest-sha512.txt", "\n"), p.entriesOf(tagList, "\n")
	for name, content := range p.files {
		agrees := stamped[p.reference(name)] || sealed[p.reference(name)]
		switch {
		case strings.HasPrefix(name, "data/"):
			agrees = agrees || of256[p.line256(name)] || of512[p.line512(name)]
		case name == "mimetype" || name == tagList || name == asicFile || name == stampFile:
			continue
		case name == cmsManifestFile:
			agrees = agrees || string(content) == anew[name]
		case name == cmsFile:
			agrees = agrees || p.isIntact(name)
		case name == "manifest-sha256.txt" || name == "manifest-sha512.txt":
			continue
		default:
			agrees = agrees || tags[p.line512(name)]
		}
		if !agrees {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}
