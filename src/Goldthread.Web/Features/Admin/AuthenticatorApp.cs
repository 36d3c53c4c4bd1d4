using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using OtpNet;
using QRCoder;

namespace Goldthread.Web.Features.Admin;

/// <summary>Codes of an authenticator app (RFC 6238: six digits, thirty seconds). The framework's own provider takes the machine's
/// clock, accepts five minutes' worth of codes and can't tell that one was used before (ADR 14).</summary>
public sealed class AuthenticatorApp(Sealing sealing, BoardContext board, TimeProvider clock)
{
    private const int KeyLength = 20; // as long as the hash, as RFC 4226 has it
    private static readonly VerificationWindow oneStepEitherWay = new(previous: 1, future: 1); // clocks of telephones, and slow fingers

    /// <summary>A new secret, as it is typed into an app.</summary>
    public static string NewKey() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(KeyLength));

    /// <summary>The secret in groups of four, for whoever types it.</summary>
    public static string InGroups(string key) => string.Join(' ', key.Chunk(4).Select(four => new string(four)));

    /// <summary>What the app reads from the picture.</summary>
    /// <param name="key">The secret.</param>
    /// <param name="email">The address to sign in with.</param>
    public string Address(string key, string email)
    {
        var issuer = Uri.EscapeDataString(board.Settings.Name);
        return $"otpauth://totp/{issuer}:{Uri.EscapeDataString(email)}?secret={key}&issuer={issuer}";
    }

    /// <summary>The picture an app reads, as an address of an image.</summary>
    public string Picture(string key, string email)
    {
        using var data = QRCodeGenerator.GenerateQrCode(Address(key, email), QRCodeGenerator.ECCLevel.M);
        using PngByteQRCode picture = new(data);
        return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(pixelsPerModule: 6))}";
    }

    /// <summary>The step whose code this is, of those that count now; null when it is none.</summary>
    /// <param name="key">The secret.</param>
    /// <param name="typed">As typed; spaces do not matter.</param>
    /// <param name="after">The last step used: it, and those before, count no more.</param>
    public long? StepOf(string key, string? typed, long after = 0)
    {
        if (typed is null or { Length: > 20 } || typed.Replace(" ", "", StringComparison.Ordinal) is not { Length: 6 } code || !code.All(char.IsAsciiDigit)) return null;
        return new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(clock.GetUtcNow().UtcDateTime, code, out var step, oneStepEitherWay) && step > after ? step : null;
    }

    /// <summary>Takes a code of the account's app, or one of its recovery codes, and uses it up. The caller saves: of two who use one
    /// code at the same moment the second meets a lost race.</summary>
    public bool Use(Account account, string? typed)
    {
        if (account.AppKey is { } key && StepOf(sealing.Open(key), typed, account.AppStep) is { } step)
        {
            account.UseAppCode(step);
            return true;
        }
        if (RecoveryCodes.Use(account.RecoveryCodes, typed ?? "") is not { } left) return false;
        account.UseRecoveryCode(left);
        return true;
    }
}
