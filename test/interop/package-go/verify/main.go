// A second verifier of evidence packages, written from proto/package.md alone.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go build -o verify .
//	verify FILE --roots FILE [--at TIME] [--json]
//	verify --batch < LIST
//
// The list is one JSON array of arguments a line; the answers are one JSON report a line. There `form document FILE` (also `envelope`,
// `entry`, `openpgp`) judges a vector alone, `--flip BIT` judges the file with one bit changed, and `--first` stops after a failure
// of container or manifests.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"
)

const usage = "verify FILE [--roots FILE] [--at TIME] [--json]"

// reader is whoever asks, and what was told by another way.
type reader struct {
	roots roots
	at    time.Time
	// isHasty makes no further check once container or manifests failed.
	isHasty bool
}

func main() {
	args := os.Args[1:]
	if len(args) == 2 && args[0] == "verify" && args[1] == "--batch" || len(args) == 1 && args[0] == "--batch" {
		batch()
		return
	}
	r, wantsJSON, err := run(args, false)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s\n", err, usage)
		os.Exit(3)
	}
	if wantsJSON {
		os.Stdout.Write(append(r.json(), '\n'))
	} else {
		r.print(os.Stdout)
	}
	os.Exit(r.exit())
}

func batch() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var args []string
		if json.Unmarshal(lines.Bytes(), &args) != nil {
			os.Exit(3)
		}
		if len(args) == 3 && args[0] == "form" {
			fmt.Printf("{\"exit\":%d}\n", form(args[1], args[2]))
			continue
		}
		r, _, err := run(args, true)
		if err != nil {
			fmt.Println(`{"exit":3}`)
			continue
		}
		os.Stdout.Write(append(r.json(), '\n'))
	}
}

func form(kind, file string) int {
	bytes, err := os.ReadFile(file)
	fits := map[string]func() bool{
		"document": func() bool { return readDocument(bytes) != nil },
		"envelope": func() bool { return readEnvelope(bytes) != nil },
		"entry": func() bool {
			value := parseCanonical(bytes, 49_152, 8)
			return readEntry(bytes, nil, textAt(value, "state")) != nil
		},
		"openpgp": func() bool { return fitsVector(bytes) },
	}[kind]
	if err != nil || fits == nil {
		return 3
	}
	if !fits() {
		return 1
	}
	return 0
}

// fitsVector judges a vector of test/vectors/openpgp, as of the times that stand in it.
func fitsVector(bytes []byte) bool {
	var vector struct {
		Operation string
		Inputs    map[string][]byte
	}
	if json.Unmarshal(bytes, &vector) != nil {
		return false
	}
	certificate := readCertificate(vector.Inputs["certificate"])
	if certificate == nil || vector.Operation == "certificate" {
		return certificate != nil && !certificate.isRevokedAt(certificate.key.created)
	}
	_, holds := certificate.signedAt(vector.Inputs["signature"], vector.Inputs["bytes"])
	return holds
}

func run(args []string, isBatch bool) (*report, bool, error) {
	by := reader{at: time.Now()}
	file, wantsJSON, flipped := "", false, ""
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "verify" && i == 0:
		case arg == "--json":
			wantsJSON = true
		case isBatch && arg == "--first":
			by.isHasty = true
		case isBatch && arg == "--flip" && i+1 < len(args):
			i++
			flipped = args[i]
		case (arg == "--roots" || arg == "--at") && i+1 < len(args):
			i++
			if err := by.take(arg, args[i]); err != nil {
				return nil, false, err
			}
		case file == "" && arg != "" && arg[0] != '-':
			file = arg
		default:
			return nil, false, fmt.Errorf("not understood: %s", arg)
		}
	}
	if file == "" {
		return nil, false, errors.New("no file is named")
	}
	bytes, err := os.ReadFile(file)
	if err != nil {
		return nil, false, err
	}
	if flipped != "" {
		bit, err := strconv.Atoi(flipped)
		if err != nil || bit < 0 || bit/8 >= len(bytes) {
			return nil, false, errors.New("no such bit")
		}
		bytes[bit/8] ^= 1 << (bit % 8)
	}
	return verify(bytes, by), wantsJSON, nil
}

func (r *reader) take(option, value string) (err error) {
	if option == "--at" {
		if r.at, err = time.Parse(time.RFC3339, value); err != nil {
			r.at, err = time.Parse("2006-01-02", value)
		}
		return err
	}
	text, err := os.ReadFile(value)
	if err == nil {
		r.roots, err = parseRoots(string(text))
	}
	return err
}

// verify makes the twelve checks, or stops where the text says so.
func verify(bytes []byte, by reader) *report {
	r := &report{sha512: sum512(bytes)}
	p := &pack{reader: by}
	r.check("V01 container", func(c *check) { p.container(c, bytes) })
	if r.failed() {
		return r
	}
	readable := false
	r.check("V02 manifests", func(c *check) { readable = p.manifests(c) })
	if !readable || by.isHasty && r.failed() {
		return r
	}
	r.exhibit, r.withheld = &p.record.Exhibit, &p.index.Withheld
	p.load()
	p.lacking = p.missing()
	r.check("V03 keys, seal", p.whole(p.keys))
	// Tokens come before documents, whose bracket rests on them; the order of the report is that of the text.
	tokens := r.aside("V10 tokens", p.whole(p.tokens))
	witnesses := r.aside("V09 witnesses", p.whole(p.witnesses))
	r.check("V04 documents", p.whole(p.documents))
	r.check("V05 leaves", p.whole(p.leaves))
	r.check("V06 inclusion", p.whole(p.inclusion))
	r.check("V07 consistency", p.whole(p.consistency))
	r.check("V08 log signature", p.whole(p.logSignature))
	r.add(witnesses)
	r.add(tokens)
	r.check("V11 both States", p.whole(p.bothStates))
	r.check("V12 withheld", p.withheld)
	if p.marksErased() {
		r.erasedAt = p.erasedAt()
	}
	return r
}
