using System.Net;
using System.Net.Sockets;

namespace Goldthread.Web.Tests;

/// <summary>Ports for processes that a test starts.</summary>
internal static class Ports
{
    // Below those that the system gives away: what it named as free a moment ago may be somebody else's by now.
    private static int last = 21000;

    /// <summary>One that nobody listens at, and that no other test of this run gets.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref last);
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next.
            }
        }
    }
}
