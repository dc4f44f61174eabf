import assert from 'node:assert/strict';
import { test } from 'node:test';

import { originOf, readAddress } from './address';

function pattern(typed: string): string {
  const address = readAddress(typed);
  return address.ok ? address.pattern : address.code;
}

test('a public host is asked for over https, whatever else was typed with it', () => {
  for (const typed of [
    'chat.example.org',
    '  CHAT.example.org.  ',
    'chat.example.org/c/123?model=x#y',
    'https://chat.example.org:8443/a',
  ]) {
    assert.equal(pattern(typed), 'https://chat.example.org/*', typed);
  }
});

test('this device and the user’s own network may speak plain http', () => {
  const near = {
    'localhost:3000': 'http://localhost/*',
    'http://127.0.0.1:8080/': 'http://127.0.0.1/*',
    '0x7f.1': 'http://127.0.0.1/*',
    '10.1.2.3': 'http://10.1.2.3/*',
    '172.31.0.1': 'http://172.31.0.1/*',
    '192.168.1.20:11434': 'http://192.168.1.20/*',
    '169.254.9.9': 'http://169.254.9.9/*',
    '100.100.1.1': 'http://100.100.1.1/*',
    'http://[::1]:3000': 'http://[::1]/*',
    '[fd00::5]': 'http://[fd00::5]/*',
    nas: 'http://nas/*',
    'http://webui.local': 'http://webui.local/*',
    'https://webui.home.arpa': 'https://webui.home.arpa/*',
  };
  for (const [typed, wanted] of Object.entries(near)) assert.equal(pattern(typed), wanted, typed);
});

test('plain http to anywhere else is refused', () => {
  for (const typed of [
    'http://chat.example.org',
    'http://172.32.0.1',
    'http://100.128.0.1',
    'http://11.0.0.1',
    'http://[2001:db8::1]',
    'http://[fc::1]',
    'http://localhost.example.org',
  ]) {
    assert.equal(pattern(typed), 'address_plain_http', typed);
  }
});

test('what is no web address is refused', () => {
  for (const typed of ['ftp://example.org', 'file:///etc/passwd', 'chrome://extensions']) {
    assert.equal(pattern(typed), 'address_not_web', typed);
  }
});

test('no wildcard, name and password or other trick gets through', () => {
  for (const typed of [
    '',
    ' ',
    '*',
    'https://*/*',
    'https://*.example.org',
    '*://*/*',
    'chat.example.org@evil.example',
    'https://user:word@example.org',
    'javascript:alert(1)',
    'https://',
    'exa mple.org',
    'https://example..org',
  ]) {
    assert.equal(pattern(typed), 'address_malformed', JSON.stringify(typed));
  }
});

test('the name of another script is asked for as the browser writes it', () => {
  assert.equal(pattern('bücher.example'), 'https://xn--bcher-kva.example/*');
});

test('what a browser says of pages that are no sites is refused', () => {
  for (const address of [
    'about:blank',
    'chrome://newtab/',
    'chrome-extension://abcdefghijklmnop/popup.html',
    'moz-extension://1-2-3/popup.html',
    'file:///home/a.html',
    'view-source:https://chat.example.org/',
    'blob:https://chat.example.org/1-2',
    'data:text/html,hello',
  ]) {
    assert.equal(readAddress(address).ok, false, address);
  }
});

test('a granted pattern is shown as its origin', () => {
  assert.equal(originOf('http://127.0.0.1/*'), 'http://127.0.0.1');
});
