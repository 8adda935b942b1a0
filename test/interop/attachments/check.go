// An independent reading of proto/attachments.md: checks the vectors given as arguments, prints how many held.
package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

const chunk, tag = 262144, 16

type valid struct {
	Key   string
	Cases []struct {
		Size, Chunks, CiphertextSize           int
		Sha256, Sha512, CiphertextSha256, Root string
		Ciphertext                             string
		LeafHashes                             []string
		Proof                                  struct {
			Index  int
			Hashes []string
		}
	}
}

type invalid struct {
	Cases []struct {
		Name, SealKey, OpenKey, CiphertextSha256, Root string
		Size, Cut                                      int
		Flip                                           []int
		Sealed                                         []struct {
			From, Length, Index int
			Last                bool
		}
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func same(name string, got, want any) {
	if fmt.Sprint(got) != fmt.Sprint(want) {
		must(fmt.Errorf("%s: %v instead of %v", name, got, want))
	}
}

func unhex(text string) []byte {
	b, err := hex.DecodeString(text)
	must(err)
	return b
}

func sum(b []byte) string { h := sha256.Sum256(b); return hex.EncodeToString(h[:]) }

func plaintext(size int) []byte {
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(31*i + 7*(i/256) + i/65536)
	}
	return b
}

func gcm(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	must(err)
	aead, err := cipher.NewGCM(block)
	must(err)
	return aead
}

func nonce(index int, last bool) []byte {
	n := make([]byte, 12)
	for i := 10; i >= 0; i-- {
		n[i] = byte(index)
		index >>= 8
	}
	if last {
		n[11] = 1
	}
	return n
}

func split(b []byte, size int) [][]byte {
	parts := [][]byte{}
	for len(b) > size {
		parts, b = append(parts, b[:size]), b[size:]
	}
	return append(parts, b)
}

func encrypt(key, plain []byte) []byte {
	out, aead, parts := []byte{}, gcm(key), split(plain, chunk)
	for i, p := range parts {
		out = aead.Seal(out, nonce(i, i == len(parts)-1), p, nil)
	}
	return out
}

func decrypt(key, sealed []byte, size int) ([]byte, error) {
	out, aead, parts := []byte{}, gcm(key), split(sealed, chunk+tag)
	for i, p := range parts {
		plain, err := aead.Open(nil, nonce(i, i == len(parts)-1), p, nil)
		if err != nil {
			return nil, err
		}
		if len(plain) == 0 && i > 0 {
			return nil, errors.New("empty last chunk")
		}
		out = append(out, plain...)
	}
	if len(out) != size {
		return nil, errors.New("size")
	}
	return out, nil
}

func leaves(sealed []byte) [][]byte {
	all := [][]byte{}
	for _, p := range split(sealed, chunk+tag) {
		h := sha256.Sum256(append([]byte{0}, p...))
		all = append(all, h[:])
	}
	return all
}

func node(l, r []byte) []byte {
	h := sha256.Sum256(append(append([]byte{1}, l...), r...))
	return h[:]
}

func cutOf(n int) int {
	k := 1
	for k*2 < n {
		k *= 2
	}
	return k
}

func root(l [][]byte) []byte {
	if len(l) == 1 {
		return l[0]
	}
	k := cutOf(len(l))
	return node(root(l[:k]), root(l[k:]))
}

func path(m int, l [][]byte) []string {
	if len(l) == 1 {
		return []string{}
	}
	k := cutOf(len(l))
	if m < k {
		return append(path(m, l[:k]), hex.EncodeToString(root(l[k:])))
	}
	return append(path(m-k, l[k:]), hex.EncodeToString(root(l[:k])))
}

func main() {
	var good valid
	var bad invalid
	for i, to := range []any{&good, &bad} {
		text, err := os.ReadFile(os.Args[1+i])
		must(err)
		must(json.Unmarshal(text, to))
	}
	for _, c := range good.Cases {
		plain := plaintext(c.Size)
		sealed := encrypt(unhex(good.Key), plain)
		all := leaves(sealed)
		hashes := []string{}
		for _, l := range all {
			hashes = append(hashes, hex.EncodeToString(l))
		}
		long := sha512.Sum512(plain)
		same("sha256", sum(plain), c.Sha256)
		same("sha512", hex.EncodeToString(long[:]), c.Sha512)
		same("ciphertextSize", len(sealed), c.CiphertextSize)
		same("chunks", len(all), c.Chunks)
		same("ciphertextSha256", sum(sealed), c.CiphertextSha256)
		if c.Ciphertext != "" {
			same("ciphertext", hex.EncodeToString(sealed), c.Ciphertext)
		}
		same("leafHashes", hashes, c.LeafHashes)
		same("root", hex.EncodeToString(root(all)), c.Root)
		same("proof", path(c.Proof.Index, all), c.Proof.Hashes)
		opened, err := decrypt(unhex(good.Key), sealed, c.Size)
		must(err)
		same("plaintext", bytes.Equal(opened, plain), true)
	}
	for _, c := range bad.Cases {
		plain, sealed := plaintext(5*chunk), []byte{}
		for _, s := range c.Sealed {
			sealed = gcm(unhex(c.SealKey)).Seal(sealed, nonce(s.Index, s.Last), plain[s.From:s.From+s.Length], nil)
		}
		sealed = sealed[:len(sealed)-c.Cut]
		for _, at := range c.Flip {
			sealed[at] ^= 1
		}
		same(c.Name+" ciphertextSha256", sum(sealed), c.CiphertextSha256)
		same(c.Name+" root", hex.EncodeToString(root(leaves(sealed))), c.Root)
		if _, err := decrypt(unhex(c.OpenKey), sealed, c.Size); err == nil {
			must(errors.New(c.Name + " was opened"))
		}
	}
	fmt.Printf("%d good, %d bad\n", len(good.Cases), len(bad.Cases))
}
