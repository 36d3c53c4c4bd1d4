using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Goldthread.Web.Site;

/// <summary>Where a request comes from. Whoever asks can write any address into a header: only a known proxy is believed, and of what it
/// says the last address that is no known proxy's.</summary>
internal static class Proxies
{
    private const int BitsOfAHome = 64;

    /// <summary>Addresses and networks, parted by commas or blanks; null when one of them is neither.</summary>
    public static IReadOnlyList<IPNetwork>? Read(string text)
    {
        List<IPNetwork> all = [];
        foreach (var part in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(part, out var address)) all.Add(new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else if (IPNetwork.TryParse(part, out var network)) all.Add(network);
            else return null;
        }
        return all;
    }

    /// <summary>Takes address and scheme from these proxies. The name of the host is never taken from a header.</summary>
    public static void UseProxies(this WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        if (proxies.Count == 0) return;
        ForwardedHeadersOptions believed = new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        believed.KnownProxies.Clear();
        believed.KnownIPNetworks.Clear();
        foreach (var network in proxies) believed.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(believed);
    }

    /// <summary>What wrong passwords are counted for: an address, or of IPv6 the network of a home, within which everybody has as many
    /// addresses as he likes. Anything else stays as it is.</summary>
    public static string NetworkOf(string from)
    {
        if (!from.Contains(':', StringComparison.Ordinal) || !IPAddress.TryParse(from, out var address)) return from;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, BitsOfAHome / 8, bytes.Length - BitsOfAHome / 8);
        return $"{new IPAddress(bytes)}/{BitsOfAHome}";
    }
}
