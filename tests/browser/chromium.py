"""Headless Chromium, driven over its debugging pipe with nothing but Python's own library."""
import base64
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile

PATIENCE = 120  # seconds without a word from the browser; a loaded machine may take some


class Chromium:
    def __init__(self, program):
        self._folder = tempfile.TemporaryDirectory()
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()

        def place_pipes():  # the browser reads 3 and writes 4
            spare_read, spare_write = os.dup(to_browser), os.dup(from_browser)
            os.dup2(spare_read, 3)
            os.dup2(spare_write, 4)

        self._process = subprocess.Popen(
            [program, '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
             '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic',
             '--remote-debugging-pipe', f'--user-data-dir={self._folder.name}'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=place_pipes,
            start_new_session=True)
        os.close(to_browser)
        os.close(from_browser)
        self._number = 0
        self._rest = b''
        self.events = []
        target = self.call('Target.createTarget', url='about:blank', session=None)['targetId']
        self._session = self.call('Target.attachToTarget', targetId=target, flatten=True, session=None)['sessionId']
        for domain in ('Page', 'Runtime', 'Network', 'Log'):
            self.call(domain + '.enable')

    def close(self):
        os.killpg(self._process.pid, signal.SIGKILL)  # a session of its own: the browser and what it started
        self._process.wait()
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self._folder.name, ignore_errors=True)

    def _read(self):
        while b'\0' not in self._rest:
            if not select.select([self._in], [], [], PATIENCE)[0]:
                raise RuntimeError(f'the browser said nothing for {PATIENCE} s')
            block = os.read(self._in, 1 << 16)
            if not block:
                raise RuntimeError('the browser ended')
            self._rest += block
        message, self._rest = self._rest.split(b'\0', 1)
        return json.loads(message)

    def call(self, method, session=True, **parameters):
        self._number += 1
        message = {'id': self._number, 'method': method, 'params': parameters}
        if session:
            message['sessionId'] = self._session
        os.write(self._out, json.dumps(message).encode() + b'\0')
        while True:
            answer = self._read()
            if answer.get('id') == self._number:
                if 'error' in answer:
                    raise RuntimeError(f'{method}: {answer["error"]}')
                return answer['result']
            self.events.append(answer)

    def wait_for(self, method):
        while not any(event.get('method') == method for event in self.events):
            self.events.append(self._read())

    def open(self, url):
        self.events = []
        self.call('Page.navigate', url='about:blank')
        self.wait_for('Page.loadEventFired')
        self.events = []
        self.call('Page.navigate', url=url)
        self.wait_for('Page.loadEventFired')

    def value(self, expression):
        answer = self.call('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in answer:
            raise RuntimeError(f'{expression}: {answer["exceptionDetails"]}')
        return answer['result'].get('value')

    def until(self, expression):
        """Waits for it to be true."""
        self.value(f'new Promise(done => {{ const look = () => ({expression}) ? done(0) : requestAnimationFrame(look); look(); }})')

    def drawn(self):
        """Waits until what was done so far is on the screen."""
        self.value('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))')

    def size(self, width, height):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=False)

    def scheme(self, name, media=''):
        self.call('Emulation.setEmulatedMedia', media=media, features=[{'name': 'prefers-color-scheme', 'value': name},
                                                                       {'name': 'prefers-reduced-motion', 'value': 'reduce'}])

    def point_at(self, expression):
        """Moves the pointer to the middle of the element."""
        x, y = self.value(f'(() => {{ const node = {expression}; node.scrollIntoView({{block: "center"}});'
                          ' const box = node.getBoundingClientRect();'
                          ' return [box.x + box.width / 2, box.y + box.height / 2]; })()')
        self.call('Input.dispatchMouseEvent', type='mouseMoved', x=x, y=y)
        self.drawn()

    def press(self, key):
        for kind in ('keyDown', 'keyUp'):
            self.call('Input.dispatchKeyEvent', type=kind, key=key, code=key)
        self.drawn()

    def type(self, text):
        self.call('Input.insertText', text=text)
        self.drawn()

    def picture(self, path):
        self.drawn()
        with open(path, 'wb') as file:
            file.write(base64.b64decode(self.call('Page.captureScreenshot')['data']))

    def complaints(self):
        """Errors of the console, and requests for anything but the page itself."""
        found = []
        for event in self.events:
            parameters = event.get('params', {})
            if event.get('method') == 'Runtime.exceptionThrown':
                found.append(str(parameters['exceptionDetails']))
            if event.get('method') == 'Runtime.consoleAPICalled' and parameters['type'] in ('error', 'warning'):
                found.append(str(parameters['args']))
            if event.get('method') == 'Log.entryAdded' and parameters['entry']['level'] in ('error', 'warning'):
                found.append(parameters['entry']['text'])
            if event.get('method') == 'Network.requestWillBeSent':
                url = parameters['request']['url']
                if not url.startswith(('file:', 'data:')):
                    found.append('requests ' + url)
        return found
