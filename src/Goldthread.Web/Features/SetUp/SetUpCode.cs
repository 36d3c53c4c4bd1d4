using System.Security.Cryptography;
using System.Text;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.SetUp;

/// <summary>What opens a board that nobody can sign in to yet: a code that stands in the window where the server was started. It follows
/// from the master key, so that every node knows it and nothing has to be kept, and is worth nothing once there is an account.</summary>
public static class SetUpCode
{
    /// <summary>The code: 128 bits, in hexadecimal digits.</summary>
    public static string Of(Sealing sealing)
    {
        ArgumentNullException.ThrowIfNull(sealing);
        return sealing.Sign("Goldthread: begin this board")[..32];
    }

    /// <summary>Whether this is the code. Takes the same time for every wrong one.</summary>
    public static bool Opens(Sealing sealing, string? code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code?.Trim() ?? ""), Encoding.UTF8.GetBytes(Of(sealing)));

    /// <summary>Whether the board still waits for its first account.</summary>
    public static async Task<bool> WaitsForFirstAsync(this BoardDb db, CancellationToken stop) => !await db.Users.AnyAsync(stop);
}
