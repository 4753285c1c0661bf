"""Sends echoes through the shared library: `python3 echo.py 10.9.3.3 ::1`, with LD_LIBRARY_PATH=PREFIX/lib."""
import ctypes
import socket
import sys
from ctypes import c_ubyte, c_uint16, c_uint32, c_void_p


class IpOptionInformation(ctypes.Structure):
    _fields_ = [("Ttl", c_ubyte), ("Tos", c_ubyte), ("Flags", c_ubyte), ("OptionsSize", c_ubyte),
                ("OptionsData", c_void_p)]


class IcmpEchoReply(ctypes.Structure):
    _fields_ = [("Address", c_uint32), ("Status", c_uint32), ("RoundTripTime", c_uint32), ("DataSize", c_uint16),
                ("Reserved", c_uint16), ("Data", c_void_p), ("Options", IpOptionInformation)]


class Ipv6AddressEx(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("port", c_uint16), ("flowinfo", c_uint32), ("address", c_ubyte * 16), ("scope", c_uint32)]


class Icmpv6EchoReply(ctypes.Structure):
    _fields_ = [("Address", Ipv6AddressEx), ("Status", c_uint32), ("RoundTripTime", c_uint32)]


class SockaddrIn6(ctypes.Structure):
    _fields_ = [("family", c_uint16), ("port", c_uint16), ("flowinfo", c_uint32), ("address", c_ubyte * 16),
                ("scope", c_uint32)]


def function(name, *argument_types, result=c_uint32):
    """A function of the library; all of them return 32 bits but those that open a handle."""
    found = getattr(library, name)
    found.argtypes, found.restype = argument_types, result
    return found


library = ctypes.CDLL("libicmpwire.so.0")
IcmpCreateFile = function("IcmpCreateFile", result=c_void_p)
Icmp6CreateFile = function("Icmp6CreateFile", result=c_void_p)
IcmpCloseHandle = function("IcmpCloseHandle", c_void_p)
IcmpSendEcho = function("IcmpSendEcho", c_void_p, c_uint32, c_void_p, c_uint16, c_void_p, c_void_p, c_uint32, c_uint32)
Icmp6SendEcho2 = function("Icmp6SendEcho2", c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p,
                          c_uint16, c_void_p, c_void_p, c_uint32, c_uint32)
Icmp6ParseReplies = function("Icmp6ParseReplies", c_void_p, c_uint32)
GetLastError = function("GetLastError")
MILLISECONDS = 1000


def echo(handle, address, data):
    """What an IPv4 host answers: (address, status, data), or the last error."""
    buffer = ctypes.create_string_buffer(ctypes.sizeof(IcmpEchoReply) + len(data))
    destination = int.from_bytes(socket.inet_aton(address), sys.byteorder)
    if not IcmpSendEcho(handle, destination, data, len(data), None, buffer, len(buffer), MILLISECONDS):
        return GetLastError()
    reply = IcmpEchoReply.from_buffer(buffer)
    sender = socket.inet_ntoa(reply.Address.to_bytes(4, sys.byteorder))
    return sender, reply.Status, ctypes.string_at(reply.Data, reply.DataSize)


def echo6(handle, address, data):
    """The same of an IPv6 host."""
    buffer = ctypes.create_string_buffer(ctypes.sizeof(Icmpv6EchoReply) + len(data))
    anything = SockaddrIn6()
    destination = SockaddrIn6(address=(c_ubyte * 16)(*socket.inet_pton(socket.AF_INET6, address)))
    Icmp6SendEcho2(handle, None, None, None, ctypes.byref(anything), ctypes.byref(destination), data, len(data), None,
                   buffer, len(buffer), MILLISECONDS)
    if not Icmp6ParseReplies(buffer, len(buffer)):
        return GetLastError()
    reply = Icmpv6EchoReply.from_buffer(buffer)
    sender = socket.inet_ntop(socket.AF_INET6, bytes(reply.Address.address))
    return sender, reply.Status, buffer.raw[ctypes.sizeof(Icmpv6EchoReply):]


def main():
    handle, handle6 = IcmpCreateFile(), Icmp6CreateFile()
    if c_void_p(-1).value in (handle, handle6):
        sys.exit(f"cannot open an ICMP handle: error {GetLastError()}")
    for address in sys.argv[1:]:
        answer = echo6(handle6, address, b"six?") if ":" in address else echo(handle, address, b"is anybody there?")
        print(address, answer)
    IcmpCloseHandle(handle)
    IcmpCloseHandle(handle6)


if __name__ == "__main__":
    main()
