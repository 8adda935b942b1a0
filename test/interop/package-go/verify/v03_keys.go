package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"
	"time"
)

// skew is by how much two clocks may differ.
const skew = 5 * time.Minute

// keys is V03: directories, the keys of them that are in the package, and the seal.
func (p *pack) keys(c *check) {
	for _, d := range p.record.Directories {
		switch told, isTold := p.roots.states[d.State]; {
		case isTold && told != d.Root:
			c.fail("ROOT_DIFFERS", d.State)
		case !isTold:
			c.lack("ROOT_UNKNOWN", d.State)
		}
		text, isThere := p.files[directoryFile(d.State)]
		found, wrong := readDirectory(text, d.State, d.Root)
		// Of one that breaks off, or is missing, what holds is used.
		p.directories[d.State] = found
		if !isThere || !c.need(wrong < 0, "DIRECTORY_INVALID", directoryFile(d.State)+" "+decimal(wrong+1)) {
			continue
		}
		c.need(len(found.heads) == d.Version && found.has(d.Version, d.Head), "DIRECTORY_HEAD", directoryFile(d.State))
		for _, head := range p.roots.heads {
			c.need(head.state != d.State || found.has(head.version, head.head), "DIRECTORY_HEAD", d.State)
		}
	}
	// A directory that is missing may have the key.
	if p.isShown(p.record.State) && p.isShown(p.record.Neighbour) {
		p.keyFiles(c)
	}
	p.seal(c)
	p.cmsSeal(c)
}

func (p *pack) keyFiles(c *check) {
	for _, fingerprint := range p.index.Keys {
		content, isThere := p.files[keyFile(fingerprint)]
		if !isThere {
			continue
		}
		isKnown := false
		for _, d := range p.directories {
			for _, known := range d.certificatesOf(fingerprint) {
				isKnown = isKnown || bytes.Equal(known, content)
			}
		}
		c.need(isKnown, "KEY_FILE", keyFile(fingerprint))
	}
}

func (p *pack) seal(c *check) {
	armor, isThere := p.files["seal.asc"]
	if !isThere {
		return
	}
	signature := dearmored(string(armor))
	packets := readPackets(signature)
	if !c.need(len(packets) == 1 && packets[0].tag == tagSignature, "SEAL_FORM", "seal.asc") {
		return
	}
	s := readSignature(packets[0].body)
	if !c.need(s != nil && s.kind == 0 && len(s.hashed[20]) == 0 && len(s.unhashed[20]) == 0, "SEAL_FORM", "seal.asc") {
		return
	}
	if !p.isShown(p.record.State) {
		return
	}
	manifest, isThere := p.files["manifest-sha512.txt"]
	gathered := timeOf(p.record.GatheredAt)
	for _, key := range p.own().stateKeys("package", gathered) {
		if !s.issuedBy(key.key.fingerprint) {
			continue
		}
		at, holds := key.signedAt(signature, manifest)
		isInTime := !at.Before(gathered.Add(-skew)) && !at.After(gathered.Add(24*time.Hour))
		c.need(holds && isInTime || !isThere, "SEAL_INVALID", "seal.asc")
		c.need(slices.Contains(p.index.Keys, key.key.fingerprint), "KEY_FILE", "seal.asc")
		return
	}
	c.fail("SEAL_KEY", "seal.asc")
}

// dearmored is nil for anything but the one writing of section 2.
func dearmored(armor string) []byte {
	const head, foot = "-----BEGIN PGP SIGNATURE-----\n\n", "-----END PGP SIGNATURE-----\n"
	if !strings.HasPrefix(armor, head) || !strings.HasSuffix(armor, foot) || len(armor) < len(head)+len(foot) {
		return nil
	}
	body := armor[len(head) : len(armor)-len(foot)]
	end := strings.LastIndex(body, "\n=")
	if end < 0 {
		return nil
	}
	raw := bytesOf(strings.ReplaceAll(body[:end], "\n", ""))
	if raw == nil || armor != armored(raw) {
		return nil
	}
	return raw
}

// anyArmor reads what an officer's program wrote: RFC 9580 section 6.2, nothing before or after it.
func anyArmor(armor string) []byte {
	rows := strings.Split(strings.TrimRight(strings.ReplaceAll(armor, "\r\n", "\n"), "\n"), "\n")
	empty := slices.Index(rows, "")
	last := len(rows) - 1
	if rows[0] != "-----BEGIN PGP SIGNATURE-----" || rows[last] != "-----END PGP SIGNATURE-----" || empty < 1 {
		return nil
	}
	body, stated := rows[empty+1:last], ""
	if n := len(body); n > 0 && strings.HasPrefix(body[n-1], "=") {
		body, stated = body[:n-1], body[n-1][1:]
	}
	raw := bytesOf(strings.Join(body, ""))
	sum := base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(nil, crc24(raw))[1:])
	if stated != "" && stated != sum {
		return nil
	}
	return raw
}

func armored(raw []byte) string {
	var out strings.Builder
	out.WriteString("-----BEGIN PGP SIGNATURE-----\n\n")
	for text := base64.StdEncoding.EncodeToString(raw); len(text) > 0; {
		size := min(60, len(text))
		out.WriteString(text[:size] + "\n")
		text = text[size:]
	}
	sum := binary.BigEndian.AppendUint32(nil, crc24(raw))[1:]
	out.WriteString("=" + base64.StdEncoding.EncodeToString(sum) + "\n-----END PGP SIGNATURE-----\n")
	return out.String()
}

func crc24(raw []byte) uint32 {
	sum := uint32(0xb704ce)
	for _, b := range raw {
		sum ^= uint32(b) << 16
		for i := 0; i < 8; i++ {
			if sum <<= 1; sum&0x1000000 != 0 {
				sum ^= 0x1864cfb
			}
		}
	}
	return sum & 0xffffff
}
