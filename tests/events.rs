//! Events and claims: written out and read back.

use oneiro::arm::Arm;
use oneiro::scenario::Scenario;

#[test]
fn every_kind_of_event_and_claims_read_back() {
    let text = "
        task.kind = \"digits\"
        night.dreams.clip = [-0.5, 1.5]
        seeds.dreams = 99
        [[event]]
        day = 9
        phase = \"night\"
        tick = 3
        arm = \"sleep\"
        set = { night.dreams.hallucinatory = 0.5, \"night.memory.recency\" = inf, day.learning_rate = 1e-7 }
        [[event]]
        day = 2
        lesion = { layer = 1, unit = 63 }
        [[event]]
        day = 2
        nap = 20
        tick = 99
        [[event]]
        day = 1
        skip_night = true
        [[event]]
        day = 3
        freeze = { layer = 1, unit = 0 }
        [[event]]
        day = 4
        arm = \"sleep\"
        fork = { name = \"sleep-2\" }
        [[event]]
        day = 4
        arm = \"sleep-2\"
        fork = { name = \"third\", arm = \"awake\" }
        [[event]]
        day = 5
        thaw = { layer = 1, unit = 0 }
        [[event]]
        day = 5
        arm = \"third\"
        scale = { layer = 2, factor = 0.9 }
        [[event]]
        day = 6
        tick = 50
        sleep_now = true
        [[event]]
        day = 7
        phase = \"night\"
        seed = 8
        [claim]
        measure = \"test_error\"
        at = \"mean\"
        a = \"sleep\"
        b = \"interleaved\"
        [[claim.also]]
        measure = \"lies_believed\"
        a = \"sleep\"
        b = \"awake\"
        margin = 0.1
        seeds = 5
    ";
    let scenario = Scenario::parse(text, "x.toml", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
    let days: Vec<u32> = scenario.spec().events.iter().map(|event| event.day).collect();
    assert_eq!(days, [1, 2, 2, 3, 4, 4, 5, 5, 6, 7, 9]);
    assert_eq!(scenario.spec().arm_of("sleep-2"), Some(Arm::Sleep));
    assert_eq!(scenario.spec().arm_of("third"), Some(Arm::Awake));
    assert_eq!(scenario.spec().claims.len(), 2);
    let again = Scenario::parse(&scenario.to_toml(), "again.toml", "x", &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.spec(), scenario.spec());
}
