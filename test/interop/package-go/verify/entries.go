package main

var certificateForm = base64Form(24_000)
var hours = whole(1, 720)

// entryBodies are the bodies of what travels in a directory (README 6).
var entryBodies = map[string]rule{
	"root":     object(fields{"fingerprint": fingerprintForm, "certificate": certificateForm}),
	"protocol": object(fields{"min": whole(1, 1_000), "max": whole(1, 1_000), "profile": text(1, 40)}),
	"state-key": object(fields{"purpose": oneOf("signing", "receipts", "package", "gateway-encryption"),
		"fingerprint": fingerprintForm, "certificate": certificateForm, "from": timeForm, "to": timeForm}),
	"note-key":  object(fields{"purpose": oneOf("log", "witness"), "vkey": text(1, 300), "from": timeForm, "to": timeForm}),
	"event-key": object(fields{"service": text(1, 32), "publicKey": hash64Form, "from": timeForm, "to": timeForm}),
	"authority": object(fields{"authority": authorityForm, "name": text(1, 200), "keys": list(1, 3, object(fields{
		"compartment": oneOf("ENFORCEMENT", "PROTECTION", "DATA_PROTECTION"), "fingerprint": fingerprintForm,
		"certificate": certificateForm})), "from": timeForm, "to": timeForm}),
	"certificate": object(fields{"fingerprint": fingerprintForm, "certificate": base64Form(8_000)}),
	"registrar": object(fields{"registrar": officerForm, "fingerprint": fingerprintForm, "certificate": certificateForm,
		"authorities": different(1, 64, authorityForm), "from": timeForm, "to": timeForm}),
	"officer": object(fields{"officer": officerForm, "authority": authorityForm, "fingerprint": fingerprintForm,
		"roles": different(1, 8, oneOf("LIAISON_OFFICER", "DUTY_OFFICER", "CENTRAL_AUTHORITY", "JUDICIAL_AUTHORITY",
			"AUDITOR", "ADMINISTRATOR", "SUPERVISOR", "DATA_PROTECTION_OFFICER")),
		"enrolment": sha256Form, "from": timeForm, "to": timeForm}),
	"officer-suspended": object(fields{"officer": officerForm, "effective": timeForm}),
	"posting": object(fields{"officer": officerForm, "authority": authorityForm, "host": stateForm, "sending": stateForm,
		"post": text(1, 120), "standInFor": orNull(officerForm), "from": timeForm, "to": timeForm}),
	"duty-roster": object(fields{"authority": authorityForm, "contact": text(1, 200), "periods": list(0, 128, object(fields{
		"from": timeForm, "to": timeForm, "officers": different(1, 8, officerForm)}))}),
	"contact-point": object(fields{"authority": authorityForm, "from": timeForm, "to": timeForm}),
	"authority-profile": object(fields{"authority": authorityForm, "bodies": list(0, 64, codeForm),
		"functions": list(0, 64, codeForm), "competences": list(0, 64, codeForm),
		"languages": list(1, 24, pattern(`[a-z]{2}`)), "roundTheClock": flag, "phone": text(0, 200), "email": text(0, 320),
		"requirements": text(0, 4_000), "untocAsLegalBasis": anything, "interpolChannelAccepted": anything,
		"lawLinks": list(0, 16, anything)}),
	"time-limits": object(fields{"peer": stateForm, "urgentDirect": hours, "urgentIndirect": hours, "other": hours,
		"from": timeForm}),
}
