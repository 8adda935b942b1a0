/** Environment of `go`: Debian's packages, no network. One set for all, so that the standard library is compiled once. */
export const goEnvironment = {
  ...process.env,
  ...{ GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOPROXY: 'off' },
  ...{ GOTOOLCHAIN: 'local', GOFLAGS: '', CGO_ENABLED: '0' },
};
