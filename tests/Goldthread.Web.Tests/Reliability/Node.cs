using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Goldthread.Web.Tests.Reliability;

/// <summary>The program as it is run, in a process of its own that can be killed; its clock is the machine's.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly Process process;

    private Node(Process process, string address) => (this.process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Files, connections and sockets that it holds open, on Linux.</summary>
    public int OpenHandles => Directory.GetFiles($"/proc/{process.Id}/fd").Length;

    /// <summary>What it wrote, line by line.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>Starts one on a board's database and waits until it is ready.</summary>
    public static async Task<Node> StartAsync(string data, string? database, params (string Name, string Value)[] settings)
    {
        var node = Start(data, database, settings);
        await node.ReadyAsync();
        return node;
    }

    /// <summary>Starts one and waits for nothing.</summary>
    public static Node Start(string data, string? database, params (string Name, string Value)[] settings)
    {
        var address = $"http://localhost:{Ports.Next()}";
        string[] place = database is null ? [] : ["--database", database];
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "goldthread.dll"), "serve", "--data", data, .. place, "--urls", address]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start)!;
        Node node = new(process, address);
        process.OutputDataReceived += (_, line) => node.Lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => node.Lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Waits until it takes requests.</summary>
    public async Task ReadyAsync()
    {
        using HttpClient http = new();
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            Assert.False(process.HasExited, $"The node ended by itself: {string.Join('\n', Lines)}");
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), $"The node is not ready: {string.Join('\n', Lines)}");
            try
            {
                if ((await http.GetAsync($"{Address}/health/ready")).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>A browser in which somebody is signed in since now, at any node of this board.</summary>
    public static async Task<string> SignInAsync(Board board, Somebody somebody)
    {
        await using var db = board.OpenAll();
        var account = await db.Users.SingleAsync(a => a.PersonId == somebody.Id);
        Session session = new(account, SignInProof.PasswordAndCode, DateTime.UtcNow, "127.0.0.1", "tests");
        db.Add(session);
        await db.SaveAsync(Command.Now("Sign in"), default);
        var cookie = board.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        ClaimsIdentity identity = new([new("session", session.Id.ToString("N")), new("person", somebody.Id.ToString("N")), new(ClaimTypes.NameIdentifier, account.Id.ToString("N"))], CookieAuthenticationDefaults.AuthenticationScheme);
        AuthenticationTicket ticket = new(new(identity), new() { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(SignInRules.LongestHours.Most) }, CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}";
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }
}
