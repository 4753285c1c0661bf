"""Sends one echo through the shared library: `python3 echo.py 10.9.3.3`, with LD_LIBRARY_PATH=PREFIX/lib."""
import ctypes
import socket
import sys
from ctypes import POINTER, c_size_t, c_ubyte, c_uint16, c_uint32, c_void_p


class IpOptionInformation(ctypes.Structure):
    _fields_ = [("Ttl", c_ubyte), ("Tos", c_ubyte), ("Flags", c_ubyte), ("OptionsSize", c_ubyte),
                ("OptionsData", c_void_p)]


class IcmpEchoReply(ctypes.Structure):
    _fields_ = [("Address", c_uint32), ("Status", c_uint32), ("RoundTripTime", c_uint32), ("DataSize", c_uint16),
                ("Reserved", c_uint16), ("Data", c_void_p), ("Options", IpOptionInformation)]


library = ctypes.CDLL("libicmpwire.so.0")
library.IcmpCreateFile.restype = c_void_p
library.IcmpCloseHandle.argtypes = [c_void_p]
library.IcmpSendEcho.restype = c_uint32
library.IcmpSendEcho.argtypes = [c_void_p, c_uint32, c_void_p, c_uint16, POINTER(IpOptionInformation), c_void_p,
                                 c_uint32, c_uint32]
library.GetLastError.restype = c_uint32
NO_HANDLE = c_void_p(-1).value
MILLISECONDS = 1000


def echo(handle, address, data):
    """What an IPv4 host answers: (address, status, data), or the last error."""
    reply = ctypes.create_string_buffer(ctypes.sizeof(IcmpEchoReply) + len(data))
    destination = int.from_bytes(socket.inet_aton(address), sys.byteorder)
    if not library.IcmpSendEcho(handle, destination, data, len(data), None, reply, len(reply), MILLISECONDS):
        return library.GetLastError()
    first = IcmpEchoReply.from_buffer(reply)
    sender = socket.inet_ntoa(first.Address.to_bytes(4, sys.byteorder))
    return sender, first.Status, ctypes.string_at(first.Data, first.DataSize)


def main():
    handle = library.IcmpCreateFile()
    if handle == NO_HANDLE:
        sys.exit(f"cannot open an ICMP handle: error {library.GetLastError()}")
    for address in sys.argv[1:]:
        print(address, echo(handle, address, b"is anybody there?"))
    library.IcmpCloseHandle(handle)


if __name__ == "__main__":
    main()
