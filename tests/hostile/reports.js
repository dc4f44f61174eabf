// T22: hears of every report and every violation of its own policy
attempt({
  flow: 'reads',
  early() {
    document.head.append(
      Object.assign(document.createElement('meta'), {
        httpEquiv: 'Content-Security-Policy',
        content:
          "frame-src 'none'; child-src 'none'; img-src 'none'; style-src 'self' 'unsafe-inline'",
      }),
    );
    document.addEventListener('securitypolicyviolation', (event) =>
      hear(`${event.blockedURI} ${event.sourceFile} ${event.violatedDirective}`),
    );
    if (window.ReportingObserver)
      new ReportingObserver((reports) =>
        reports.forEach((report) => hear(report.toJSON())),
      ).observe();
  },
  act() {
    attemptTo(() => {
      const image = new Image();
      image.src = 'http://127.0.0.2:1/x';
    });
  },
});
