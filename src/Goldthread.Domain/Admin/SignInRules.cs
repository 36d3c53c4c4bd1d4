namespace Goldthread.Domain.Admin;

/// <summary>By what somebody proved who he or she is. The first member proves nothing: storage that misreads one must never let
/// anybody further.</summary>
public enum SignInProof
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The password alone: one factor.</summary>
    Password,
    /// <summary>The password and a code of the authenticator app, or one of the recovery codes.</summary>
    PasswordAndCode,
    /// <summary>A passkey that asked for finger, face or PIN: what one has and what one is, in one.</summary>
    Passkey,
    /// <summary>A press on a name, which proves nothing outside a demonstration.</summary>
    Press,
    /// <summary>The word of an organisation's own sign-in, which says of no second factor that counts here: one factor.</summary>
    Provider,
    /// <summary>The same, and a code of the authenticator app here, or one of the recovery codes.</summary>
    ProviderAndCode,
    /// <summary>The word of an organisation's own sign-in, which asked for two factors.</summary>
    ProviderStrong,
}

/// <summary>Who must have a second factor.</summary>
public enum SecondFactorFor
{
    /// <summary>Everyone with an account.</summary>
    Everyone,
    /// <summary>Everyone but practitioners and trainers, who then read only what is public until they set one up all the same.</summary>
    AllButPractice,
}

/// <summary>How far a proof carries, and for how long.</summary>
public static class SignInRules
{
    /// <summary>From the right password to the code.</summary>
    public static readonly TimeSpan HalfSignedIn = TimeSpan.FromMinutes(10);

    /// <summary>How long somebody who proved who he or she is need not do so again before a deed that asks for it.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Places in which one account is signed in at once: one more ends the one not used for longest.</summary>
    public const int MostSessions = 5;

    /// <summary>Minutes without use after which a session may be set to end.</summary>
    public static readonly (int Least, int Most) IdleMinutes = (5, 60);

    /// <summary>Minutes without use after which a session ends in which something restricted was read, whatever the board has set.</summary>
    public const int IdleMinutesInReviews = 15;

    /// <summary>Wrong codes and passwords in a row after which, at a wrong code, the owner is told; once a day at the most.</summary>
    public const int WrongCodesUntilTold = 5;

    /// <summary>Hours after which a session may be set to end, used or not.</summary>
    public static readonly (int Least, int Most) LongestHours = (1, 24);

    /// <summary>Whether the proof is of two factors.</summary>
    public static bool IsStrong(SignInProof proof) => proof is SignInProof.PasswordAndCode or SignInProof.Passkey or SignInProof.ProviderAndCode or SignInProof.ProviderStrong;

    /// <summary>Whether it is the word of an organisation's own sign-in.</summary>
    public static bool IsByProvider(SignInProof proof) => proof is SignInProof.Provider or SignInProof.ProviderAndCode or SignInProof.ProviderStrong;

    /// <summary>What a proof becomes with a code of the authenticator app. A press stays one.</summary>
    public static SignInProof WithCode(SignInProof proof) => proof switch
    {
        SignInProof.None or SignInProof.Press or SignInProof.ProviderStrong => proof,
        SignInProof.Provider or SignInProof.ProviderAndCode => SignInProof.ProviderAndCode,
        SignInProof.Password or SignInProof.PasswordAndCode or SignInProof.Passkey => SignInProof.PasswordAndCode,
    };

    /// <summary>What is left of a proof when the account has no second factor here any more: it carries no further than that.</summary>
    public static SignInProof WithoutCode(SignInProof proof) => proof switch
    {
        SignInProof.None or SignInProof.Press or SignInProof.ProviderStrong => proof,
        SignInProof.Provider or SignInProof.ProviderAndCode => SignInProof.Provider,
        SignInProof.Password or SignInProof.PasswordAndCode or SignInProof.Passkey => SignInProof.Password,
    };

    /// <summary>Whether a session carries its holder to anything that is not public.</summary>
    /// <param name="proof">By what it began.</param>
    /// <param name="isDemonstration">Nobody is behind the people of a demonstration.</param>
    public static bool OpensWhatIsNotPublic(SignInProof proof, bool isDemonstration) => IsStrong(proof) || (isDemonstration && proof != SignInProof.None);

    /// <summary>Whether a second factor must be set up before anything else is opened.</summary>
    /// <param name="proof">By what the session began.</param>
    /// <param name="whom">The board's setting.</param>
    /// <param name="roles">Roles held today.</param>
    /// <param name="isDemonstration">Nobody is behind the people of a demonstration.</param>
    public static bool MustSetUp(SignInProof proof, SecondFactorFor whom, IEnumerable<RoleHeld> roles, bool isDemonstration) =>
        !OpensWhatIsNotPublic(proof, isDemonstration) && IsCompelled(whom, roles);

    /// <summary>Whether the board compels somebody with these roles.</summary>
    public static bool IsCompelled(SecondFactorFor whom, IEnumerable<RoleHeld> roles) => whom switch
    {
        SecondFactorFor.Everyone => true,
        SecondFactorFor.AllButPractice => roles.Any(held => held.Role is not (Role.Practitioner or Role.Trainer)),
    };

    /// <summary>Why the limits of a session can't be set so.</summary>
    public static IReadOnlyList<Problem> CheckLimits(int? idleMinutes, int? longestHours)
    {
        List<Problem> problems = [];
        if (idleMinutes is not { } idle || idle < IdleMinutes.Least || idle > IdleMinutes.Most) problems.Add(new("IdleMinutes", $"Enter a whole number of minutes from {IdleMinutes.Least} to {IdleMinutes.Most}"));
        if (longestHours is not { } longest || longest < LongestHours.Least || longest > LongestHours.Most) problems.Add(new("LongestHours", $"Enter a whole number of hours from {LongestHours.Least} to {LongestHours.Most}"));
        return problems;
    }
}
