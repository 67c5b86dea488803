make release
