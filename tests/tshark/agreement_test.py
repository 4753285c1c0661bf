#!/usr/bin/env python3
"""What tshark reads where we read: agreement_test.py PROGRAM PCAPS. Exit 77: skipped.

Every field that both name (fields.tsv) has the same value in every packet, but for what differences.tsv lists, each
with who is right and why. One run of each program reads all captures, merged into one: those in PCAPS, and those of
$ICMPWIRE_CAPTURES, else of shared/captures beside the source folder.
"""
import collections
import ipaddress
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROTOCOLS = ('eth vlan arp sll null ppp pppoes pppoed ip icmp icmp.ext ipv6 icmpv6 ah ipv6.hopopts ipv6.dstopts '
             'ipv6.routing ipv6.fraghdr')
# Each packet for itself; and what lies above IP is none of ours.
SETTINGS = ['-o', 'ip.defragment:FALSE', '-o', 'ipv6.defragment:FALSE', '--disable-protocol', 'tcp',
            '--disable-protocol', 'udp', '--disable-protocol', 'sctp']
FEWEST_PACKETS, FEWEST_VALUES = {'fixtures': 400, 'captures': 5000}, {'fixtures': 10000, 'captures': 100000}

FIELD = re.compile(r'<(packet)>|<field name="([^"]+)"([^>]*)>')
ATTRIBUTE = {name: re.compile(rf' {name}="([^"]*)"') for name in ('pos', 'size', 'show', 'value')}


def rows_of(name):
    with open(os.path.join(HERE, name), encoding='utf-8') as table:
        return [line.rstrip('\n').split('\t') for line in table if line.strip() and not line.startswith('#')]


class Names:
    """fields.tsv."""

    def __init__(self):
        self.theirs, self.factor = {}, {}
        for ours, theirs, *further in rows_of('fields.tsv'):
            self.theirs[ours] = theirs.split(',')
            self.factor[ours] = int(further[0]) if further else 1
        self.wanted = {name for names in self.theirs.values() for name in names}


def captures_in(folder):
    names = sorted(name for name in os.listdir(folder) if name.endswith(('.pcap', '.pcapng')))
    return [os.path.join(folder, name) for name in names]


def merged(captures, into):
    """Merges the captures one behind the other; which file and number each packet has."""
    subprocess.run(['mergecap', '-a', '-F', 'pcapng', '-w', into, *captures], check=True, stderr=subprocess.DEVNULL)
    counts = subprocess.run(['capinfos', '-T', '-r', '-c', '-M', *captures], check=False, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    places = []
    for line in counts.splitlines():
        path, count = line.split('\t')[:2]
        places += [f'{os.path.basename(path)}#{number}' for number in range(1, int(count) + 1)]
    return places


def attribute(name, text):
    found = ATTRIBUTE[name].search(text)
    return found.group(1) if found else None


def their_packets(capture, names):
    """Per packet: name -> [(octet, octets, shown, value in hexadecimal)]."""
    command = ['tshark', '-n', '-r', capture, '-T', 'pdml', '-J', PROTOCOLS, *SETTINGS]
    text = subprocess.run(command, check=True, text=True, errors='replace', stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout
    packets = []
    for found in FIELD.finditer(text):
        if found.group(1):
            packets.append(collections.defaultdict(list))
        elif found.group(2) in names.wanted:
            octets = int(attribute('size', found.group(3)) or 0)
            if octets > 0:
                packets[-1][found.group(2)].append((int(attribute('pos', found.group(3))), octets,
                                                    attribute('show', found.group(3)), attribute('value', found.group(3))))
    return packets


def our_packets(program, capture):
    """Per packet: [(layer.field, octet, JSON field)]."""
    done = subprocess.run([program, 'explain', '--json', capture], check=True, text=True, stdout=subprocess.PIPE)
    for line in done.stdout.splitlines():
        yield [(f'{layer["name"]}.{name}', layer['offset'] + field['bit'] // 8, field)
               for layer in json.loads(line)['layers'] for name, field in layer.get('fields', {}).items()]


def number_of(shown, value):
    try:
        return int(shown, 0)
    except ValueError:
        return int(value, 16)


def comparable(text):
    """An address, or octets, in one way of writing."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return text.replace(':', '').replace(' ', '').lower()


def both_values(field, theirs, factor):
    _, _, shown, value = theirs
    if isinstance(field['value'], int):
        return field['value'] * factor, number_of(shown, value)
    return comparable(field['value']), comparable(shown)


def compare(ours, theirs, names, compared):
    """Yields (field, our value, their value) where they differ."""
    for name, octet, field in ours:
        candidates = [found for their_name in names.theirs.get(name, ()) for found in theirs[their_name]
                      if found[0] <= octet < found[0] + found[1]]
        if not candidates:
            continue
        compared[name] += 1
        mine, other = both_values(field, max(candidates), names.factor[name])
        if mine != other:
            yield name, str(mine), str(other)


def failures_of(found, places, compared, names):
    files = {place.split('#')[0] for place in places}
    listed = {tuple(row[:4]): row[4:] for row in rows_of('differences.tsv') if row[0].split('#')[0] in files}
    for row, reason in listed.items():
        if len(reason) != 2 or reason[0] not in ('we', 'tshark', 'neither') or not reason[1]:
            yield f'listed without who is right and why: {row}'
        if row not in found:
            yield f'listed, but there no longer: {row}'
    for row in found:
        if row not in listed:
            yield 'differs: ' + '\t'.join(row)
    for name in names.theirs:
        if compared[name] == 0:
            yield f'never compared: {name} with {", ".join(names.theirs[name])}'


def main():
    if not all(map(shutil.which, ('tshark', 'mergecap', 'capinfos'))):
        print('skipped: tshark, mergecap or capinfos is not installed')
        return 1 if os.geteuid() == 0 else 77
    program, folders = sys.argv[1], [sys.argv[2]]
    beside = os.path.join(HERE, '..', '..', '..', 'shared', 'captures')
    elsewhere = os.environ.get('ICMPWIRE_CAPTURES') or beside
    foreign = os.path.isdir(elsewhere)
    if foreign:
        folders.append(elsewhere)
    names, compared, found = Names(), collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        capture = os.path.join(folder, 'all.pcapng')
        places = merged([path for each in folders for path in captures_in(each)], capture)
        theirs = their_packets(capture, names)
        ours = list(our_packets(program, capture))
    failures = []
    if not len(places) == len(theirs) == len(ours):
        failures.append(f'{len(places)} packets, of which tshark reads {len(theirs)} and we {len(ours)}')
    for place, mine, other in zip(places, ours, theirs):
        found += [(place, *difference) for difference in compare(mine, other, names, compared)]
    which = 'captures' if foreign else 'fixtures'
    if len(places) < FEWEST_PACKETS[which] or sum(compared.values()) < FEWEST_VALUES[which]:
        failures.append(f'only {sum(compared.values())} values of {len(places)} packets were compared')
    failures += failures_of(found, places, compared, names)
    print(f'{sum(compared.values())} values of {len(places)} packets compared, {len(found)} differ as is listed'
          if not failures else '\n'.join(failures))
    if not foreign:
        print('no captures from elsewhere; $ICMPWIRE_CAPTURES may name their folder')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
