#!/usr/bin/env python3
"""The page of `icmpwire explain --format html` in a browser: page_test.py PROGRAM PCAPS. Exit 77: skipped.

With ICMPWIRE_SCREENSHOTS=FOLDER it leaves pictures of the page there.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

from chromium import Chromium

program, pcaps = sys.argv[1:3]
browser_program = next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None)

CELL = '[...document.querySelectorAll(".cell[role=button]")].find(cell => cell.firstChild.textContent === "{}")'
LIT_OCTETS = '[...document.querySelectorAll(".octet.lit")].map(node => node.textContent).join(" ")'
FIELD = 'document.getElementById("field").textContent'
HEADING = 'document.querySelector("#packet h2").textContent'
ROWS = 'document.querySelectorAll(".row").length'

# Text whose contrast with what is behind it is under WCAG's 4.5.
PALE = '''(() => {
  const numbers = (text) => {
    const parts = text.match(/[\\d.]+(e-?\\d+)?/g).map(Number);
    return text.startsWith("color(") ? [...parts.slice(0, 3).map(part => part * 255), parts[3] ?? 1] : [...parts.slice(0, 3), parts[3] ?? 1];
  };
  const light = ([red, green, blue]) => [red, green, blue].map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const color = numbers(getComputedStyle(node).backgroundColor);
      if (color[3] === 1) return color;
    }
    return [255, 255, 255, 1];
  };
  const pale = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.textContent.trim());
    if (!own || !node.checkVisibility() || node.closest("script")) continue;
    const style = getComputedStyle(node), back = behind(node);
    const fade = Number(style.opacity), front = numbers(node.closest("svg") ? style.fill : style.color).map((part, at) => part * fade + back[at] * (1 - fade));
    const [dark, bright] = [light(front), light(back)].sort((one, other) => one - other);
    const contrast = (bright + 0.05) / (dark + 0.05);
    if (contrast < 4.5) pale.push(`${node.className || node.tagName} '${node.textContent.slice(0, 20)}' ${contrast.toFixed(2)}`);
  }
  return pale;
})()'''


def checksum(octets):
    octets += b'\0' * (len(octets) % 2)
    total = sum(struct.unpack(f'>{len(octets) // 2}H', octets))
    total = (total & 0xffff) + (total >> 16)
    return ~((total & 0xffff) + (total >> 16)) & 0xffff


def echo(number, data):
    request = number % 2 == 0
    start = struct.pack('>BB', 8 if request else 0, 0)
    rest = struct.pack('>HH', 1, number // 2 & 0xffff) + data
    message = start + struct.pack('>H', checksum(start + b'\0\0' + rest)) + rest
    ends = bytes([10, 0, 0, 1, 10, 0, 0, 2]) if request else bytes([10, 0, 0, 2, 10, 0, 0, 1])
    head = struct.pack('>BBHHHBB', 0x45, 0, 20 + len(message), number & 0xffff, 0, 64, 1)
    return head + struct.pack('>H', checksum(head + b'\0\0' + ends)) + ends + message


def write_capture(path, packets):
    with open(path, 'wb') as file:
        file.write(struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101))
        for number, packet in enumerate(packets):
            file.write(struct.pack('<IIII', 1700000000, number, len(packet), len(packet)) + packet)


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.browser = Chromium(browser_program)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.size(1600, 1000)
        self.browser.scheme('light')

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [])

    def open(self, *operands, place=''):
        path = os.path.join(self.folder.name, 'page.html')
        subprocess.run([program, 'explain', '--format', 'html', '--output', path, *operands], check=True)
        self.browser.open('file://' + path + place)
        return path

    def recording(self, name):
        return os.path.join(pcaps, name)

    def picture(self, name):
        folder = os.environ.get('ICMPWIRE_SCREENSHOTS')
        if folder:
            self.browser.picture(os.path.join(folder, name + '.png'))

    def test_pointing_lights_octets_and_tells_the_field(self):
        self.open(self.recording('02-rr9.pcap'), place='#2')
        self.browser.point_at(CELL.format('Time to Live'))
        self.assertEqual(self.browser.value(LIT_OCTETS), '3e')
        for words in ('Time to Live', '62', 'ip.ttl', '00111110', 'RFC 1812 5.3.1'):
            self.assertIn(words, self.browser.value(FIELD))
        self.picture('light')
        self.browser.point_at('document.querySelectorAll(".octet")[12]')
        self.assertIn('EtherType', self.browser.value(FIELD))
        self.assertIn('0x0800 (IPv4)', self.browser.value('document.querySelector(".cell.lit").textContent'))

    def test_bits_of_an_octet_belong_to_the_field_pointed_at(self):
        self.open(self.recording('02-rr9.pcap'))
        self.browser.point_at(CELL.format('IHL'))
        octet = 'document.querySelector(".octet.lit")'
        self.assertEqual(self.browser.value(f'{octet}.style.getPropertyValue("--from")'), '50%')
        self.assertEqual(self.browser.value(f'{octet}.classList.contains("whole")'), False)

    def test_fields_that_a_quote_changed_are_marked(self):
        self.open(self.recording('20-rr9-ttl2-time-exceeded.pcap'), place='#2')
        self.assertEqual(self.browser.value('document.querySelectorAll(".cell.changed").length'), 5)
        self.browser.point_at('document.querySelector(".cell.changed")')
        self.assertIn('ip.ttl was 2 when it was sent', self.browser.value(FIELD))
        self.assertIn('ip.ttl 2 -> 1', self.browser.value('document.querySelector(".says").textContent'))
        self.picture('changes')

    def test_keys_move_through_fields_and_packets(self):
        self.open(self.recording('02-rr9.pcap'))
        seen = []
        for _ in range(4):
            self.browser.press('ArrowRight')
            seen.append(self.browser.value('document.querySelector("#field h3").textContent'))
        self.assertEqual(seen, ['Destination', 'Source', 'EtherType', 'Version'])
        self.assertEqual(self.browser.value('document.activeElement.getAttribute("aria-label")'), 'Version: 4')
        self.browser.press('ArrowLeft')
        self.assertIn('EtherType', self.browser.value(FIELD))
        self.assertEqual(self.browser.value(HEADING), 'Echo Request')
        self.browser.press('n')
        self.assertEqual(self.browser.value(HEADING), 'Echo Reply')

    def test_octets_lead_to_their_fields_by_keys(self):
        self.open(self.recording('02-rr9.pcap'))
        self.browser.value('document.querySelector(".dump").focus()')
        seen = []
        for key in ('ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowRight'):
            self.browser.press(key)
            seen.append(self.browser.value('document.querySelector("#field .name").textContent').split(' ')[0])
        self.assertEqual(seen, ['ethernet.destination', 'ethernet.destination', 'ethernet.source', 'ip.total_length',
                                'ip.identification'])
        self.browser.press('Enter')
        self.assertEqual(self.browser.value('document.activeElement.getAttribute("aria-label")'), 'Identification: 0x0001')

    def test_pointers_lead_to_their_targets(self):
        self.open(self.recording('15-rr-len2-malformed.pcap'), place='#2')
        self.assertEqual(self.browser.value('document.querySelectorAll(".pointers .arrow").length'), 1)
        self.browser.point_at(CELL.format('Pointer'))
        self.assertEqual(self.browser.value('document.querySelector(".octet.aimed").textContent'), '02')
        self.assertEqual(self.browser.value('document.querySelector(".cell.aimed").textContent'), 'Length2')
        self.assertIn('points at octet 63: Length 2', self.browser.value(FIELD))
        self.picture('pointer')

    def test_findings_and_links_lead_to_their_places(self):
        self.open(self.recording('15-rr-len2-malformed.pcap'))
        self.browser.value('document.querySelector(".finding").click()')
        self.assertIn('record_route.length', self.browser.value(FIELD))
        self.assertIn('type, length and pointer alone take 3', self.browser.value(FIELD))
        self.browser.value('document.querySelector(".links button").click()')
        self.assertIn('Parameter Problem', self.browser.value(HEADING))
        self.browser.value('document.querySelector(".links button").click()')
        self.assertEqual(self.browser.value(HEADING), 'Echo Request')

    def test_recorded_routes_are_paths(self):
        self.open(self.recording('02-rr9.pcap'), place='#2')
        path = self.browser.value('[...document.querySelectorAll(".route code")].map(node => node.textContent)')
        self.assertEqual(path, ['10.9.1.1', '10.9.2.1', '10.9.3.2', '10.9.3.3', '10.9.3.3', '10.9.2.2', '10.9.1.2', '10.9.1.1'])
        place = '[...document.querySelectorAll(".route li")].map(node => [node.offsetLeft, node.offsetTop])'
        steps = self.browser.value(place)  # there from left to right, back beneath it from right to left
        self.assertEqual([left for left, _ in steps[:4]], sorted(left for left, _ in steps[:4]))
        self.assertEqual([left for left, _ in steps[4:]], sorted((left for left, _ in steps[4:]), reverse=True))
        self.assertEqual([len({top for _, top in half}) for half in (steps[:4], steps[4:])], [1, 1])
        self.browser.size(360, 800)
        self.browser.until('document.querySelector(".route.upright")')
        steps = self.browser.value(place)
        self.assertEqual([top for _, top in steps[:4]], sorted(top for _, top in steps[:4]))
        self.browser.value('document.querySelectorAll(".route li")[1].dispatchEvent(new PointerEvent("pointerenter"))')
        self.assertIn('10.9.2.1', self.browser.value(FIELD))

    def test_search_and_sequence(self):
        self.open(self.recording('38-rfc4884-mpls-iio-crafted.pcap'))
        everything = self.browser.value('packets.length')
        self.browser.press('/')
        self.browser.type('mpls')
        some = self.browser.value('found.length')
        self.assertTrue(0 < some < everything)
        self.browser.press('Escape')
        self.assertEqual(self.browser.value('found.length'), everything)
        self.browser.value('document.getElementById("as-sequence").click()')
        self.assertGreater(self.browser.value('document.querySelectorAll(".row .arrow").length'), 5)
        hosts = self.browser.value('[...document.querySelectorAll("#hosts span")].map(node => node.textContent)')
        self.assertEqual(hosts, ['10.9.1.1asks', '10.9.1.2hop 1', '10.9.2.2hop 2', '10.9.3.3is asked'])
        said = self.browser.value('[...document.querySelectorAll(".said")].slice(0, 3).map(node => node.textContent)')
        self.assertEqual(said, ['Echo Request · ttl 1', 'Echo Request · ttl 2', 'Time Exceeded · hop 2'])
        # The first request got no further than the first router, and its row is linked with that of the error.
        self.assertEqual(self.browser.value('document.querySelectorAll("#row-0 .unreached").length'), 1)
        self.browser.value('select(2)')
        self.assertEqual(self.browser.value('[...document.querySelectorAll(".row.linked")].map(row => row.id)'), ['row-1'])
        self.assertEqual(self.browser.value(PALE), [])
        self.picture('sequence')

    def test_searching_for_what_is_not_there_says_so(self):
        self.open(self.recording('02-rr9.pcap'))
        self.browser.press('/')
        self.browser.type('no such thing')
        self.assertEqual(self.browser.value('document.getElementById("rows").textContent'), 'No packet has that.')
        self.assertEqual(self.browser.value('document.getElementById("count").textContent'), '0 of 2 packets')

    def test_light_and_dark_follow_the_system_until_they_are_chosen(self):
        self.open(self.recording('02-rr9.pcap'))
        theme = 'document.documentElement.dataset.theme'
        self.assertEqual(self.browser.value(theme), 'light')
        self.browser.scheme('dark')
        self.browser.until(theme + ' === "dark"')
        self.browser.value('document.getElementById("theme").click()')
        self.assertEqual(self.browser.value(theme), 'light')
        self.browser.scheme('light')
        self.browser.scheme('dark')
        self.browser.drawn()
        self.assertEqual(self.browser.value(theme), 'light')

    def test_printed_it_is_dark_on_light(self):
        self.browser.scheme('dark')
        self.open(self.recording('02-rr9.pcap'), place='#2')
        self.browser.scheme('dark', media='print')
        self.assertEqual(self.browser.value('getComputedStyle(document.body).color'), 'rgb(23, 32, 43)')
        self.assertEqual(self.browser.value(PALE), [])
        self.picture('print')

    def test_everything_can_be_read(self):
        for scheme in ('light', 'dark'):
            self.browser.scheme(scheme)
            self.open(self.recording('15-rr-len2-malformed.pcap'), place='#2')
            self.browser.press('ArrowRight')
            self.assertEqual(self.browser.value(PALE), [], scheme)
            self.picture(scheme + '-malformed')

    def test_narrow_screens_hold_it(self):
        self.browser.size(360, 800)
        for name in ('02-rr9.pcap', '15-rr-len2-malformed.pcap'):
            self.open(self.recording(name), place='#2')
            self.browser.press('ArrowRight')
            self.assertLessEqual(self.browser.value('document.documentElement.scrollWidth'), 360)
            self.picture('narrow')

    def test_payloads_change_nothing(self):
        capture = os.path.join(self.folder.name, '<b>&amp;.pcap')
        write_capture(capture, [echo(0, b'</script><script>document.title = "gone"</script>!'),
                                echo(1, b'<img src=x onerror="document.title = 1"><!-- {{script}}')])
        self.open(capture, place='#2')
        self.assertEqual(self.browser.value('document.title'), '<b>&amp;.pcap')
        self.assertEqual(self.browser.value('document.querySelectorAll("img, b b").length'), 0)
        self.assertIn('3c 69 6d 67', self.browser.value('document.querySelector(".run").textContent'))

    def test_ten_thousand_packets_are_drawn_lazily(self):
        capture = os.path.join(self.folder.name, 'many.pcap')
        write_capture(capture, [echo(number, bytes(range(56))) for number in range(10000)])
        path = self.open(capture)
        self.assertLess(os.path.getsize(path), 10000 * 2500)
        self.assertLess(self.browser.value(ROWS), 300)
        self.browser.value('scroll.scrollTop = scroll.scrollHeight')
        self.browser.drawn()
        self.assertLess(self.browser.value(ROWS), 300)
        self.assertIn('10000', self.browser.value('document.querySelector(".row:last-child").textContent'))
        self.browser.press('/')
        self.browser.type('icmp.sequence=4999')
        self.assertEqual(self.browser.value('found.length'), 2)
        self.browser.press('Enter')
        self.assertIn('packet 9999', self.browser.value('document.querySelector(".sub").textContent'))


if __name__ == '__main__':
    if browser_program is None:
        print('page_test: Skipped\nneeds chromium')
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
